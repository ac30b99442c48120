/** Tests texts against one regular expression, in a thread that can be ended when it takes too long. */
const scope = self as unknown as {
  postMessage(message: unknown): void;
  onmessage: ((message: MessageEvent<{ source: string; flags: string; texts: readonly string[] }>) => void) | null;
};

scope.onmessage = ({ data: { source, flags, texts } }) => {
  scope.postMessage('begun');
  const expression = new RegExp(source, flags);
  scope.postMessage(Uint8Array.from(texts, (text) => (expression.test(text) ? 1 : 0)));
};
