/** What a person may answer: to the decision table, to a board that was bound before, to an image that reaches too far. */
export const answers = [
  'keep-theirs',
  'keep-binding',
  'release',
  'keep-stores',
  'overwrite-stores',
  'without-image-license',
  'with-image-license',
  'into-otp',
] as const;
export type Answer = (typeof answers)[number];
