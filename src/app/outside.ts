/** What fetches from elsewhere, loaded when somebody asks for it. */
import type { CatalogueWork } from '../steps/catalogue/fetch-catalogue';

export const fetchOutside: CatalogueWork['fetch'] = async (...asked) => {
  const { createFetchOutside } = await import('../links/outside');
  return createFetchOutside()(...asked);
};
