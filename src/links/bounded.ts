/** Reads what another side sends, and no more of it than it may be: an answer that does not end fills the memory. */

/** The largest answer of the cloud, a thing model of 254 data points, has a twentieth of this. */
export const mostAnswerBytes = 4 * 1024 * 1024;

/** The text of a response; undefined when it is longer, and then the rest is not fetched. */
export const textAtMost = async (response: Response, most = mostAnswerBytes): Promise<string | undefined> => {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const giveUp = async () => {
    await reader.cancel().catch(() => {});
    return undefined;
  };
  if (Number(response.headers.get('Content-Length') ?? 0) > most) return giveUp();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > most) return giveUp();
    text += decoder.decode(value, { stream: true });
  }
};

/** The bytes of a response; undefined when there are more, and then the rest is not fetched. */
export const bytesAtMost = async (response: Response, most: number): Promise<Uint8Array<ArrayBuffer> | undefined> => {
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > most) {
      await reader.cancel().catch(() => {});
      return undefined;
    }
    parts.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};
