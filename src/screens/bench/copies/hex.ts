/** `0x3B9000` */
export const hex = (value: number): string => `0x${value.toString(16).toUpperCase()}`;
