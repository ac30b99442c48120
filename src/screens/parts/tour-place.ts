/**
 * The address that begins the guided tour, for plain links: the router's own would take what follows the question mark out
 * of the part after #.
 */
export const tourPlace = '/?tour';
export const tourHref = `#${tourPlace}`;
