/** What the tabs of this browser tell one another: of which runs something is stored that was not before, be it that they are gone. */

export interface Tabs {
  /** The name of this one, which no other has. */
  readonly own: string;
  /** Tells all others. */
  tell(runIds: readonly string[]): void;
  /** Calls back with what another tells. */
  listen(listener: (runIds: readonly string[]) => void): void;
}

/** For browsers that cannot tell: each tab finds out when it is looked at again. */
export const lonelyTab: Tabs = { own: 'lonely', tell: () => {}, listen: () => {} };

/** Another tab may show another version of the page. */
const idsIn = (data: unknown): readonly string[] =>
  Array.isArray(data) && data.every((id) => typeof id === 'string') ? data : [];

/** @param own A name that no other tab has. */
export function broadcastTabs(own: string): Tabs {
  const channel = new BroadcastChannel('resnet-playground.runs');
  return {
    own,
    tell: (runIds) => channel.postMessage(runIds),
    listen(listener) {
      channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        const runIds = idsIn(data);
        if (runIds.length > 0) listener(runIds);
      });
    },
  };
}
