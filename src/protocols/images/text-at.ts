/** A text field of fixed size, ended by NUL where it is shorter. */
export const textAt = (bytes: Uint8Array, at: number, size: number): string => {
  const field = bytes.subarray(at, at + size);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
};
