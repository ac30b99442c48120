/** What boards talk at unless somebody says otherwise. */
export const usualSpeed = 115_200;
