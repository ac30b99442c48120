/** EventSource for Node, which has none: as much of it as the page uses, over a fetch. */
export const eventSourceOver = (get: (url: string, signal: AbortSignal) => Promise<Response>) =>
  class extends EventTarget {
    readyState = 0;
    readonly url: string;
    readonly #gone = new AbortController();

    constructor(url: string) {
      super();
      this.url = url;
      void this.#read().catch(() => this.#lost(0));
    }

    async #read(): Promise<void> {
      const response = await get(this.url, this.#gone.signal);
      if (!response.ok || !response.headers.get('Content-Type')?.includes('text/event-stream')) return this.#lost(2);
      this.readyState = 1;
      this.dispatchEvent(new Event('open'));
      let text = '';
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = (await reader?.read()) ?? { done: true, value: '' };
        if (done) break;
        text += value;
        const parts = text.split('\n\n');
        text = parts.pop() ?? '';
        for (const part of parts) this.#tell(part);
      }
      this.#lost(0);
    }

    #tell(part: string): void {
      const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(part)?.[1];
      const data = field('data');
      if (data !== undefined) this.dispatchEvent(new MessageEvent(field('event') ?? 'message', { data }));
    }

    #lost(state: number): void {
      if (this.readyState === 2) return;
      this.readyState = state;
      this.dispatchEvent(new Event('error'));
    }

    close(): void {
      this.readyState = 2;
      this.#gone.abort();
    }
  } as unknown as new (
    url: string,
  ) => EventSource;
