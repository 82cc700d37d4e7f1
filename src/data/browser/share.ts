/** Something of which there is so much and no more, such as memory: whoever wants a part waits until it is free, in the order of asking. */

export interface Share {
  /** @returns what gives the part back. More than all there is waits until nobody has any. */
  take(part: number): Promise<() => void>;
}

export function createShare(all: number): Share {
  let taken = 0;
  const waiting: { readonly part: number; readonly go: () => void }[] = [];
  const serve = () => {
    for (let next = waiting[0]; next && taken + next.part <= all; next = waiting[0]) {
      waiting.shift();
      taken += next.part;
      next.go();
    }
  };
  return {
    take: (asked) =>
      new Promise((resolve) => {
        const part = Math.min(asked, all);
        let given = false;
        const release = () => {
          if (given) return;
          given = true;
          taken -= part;
          serve();
        };
        waiting.push({ part, go: () => resolve(release) });
        serve();
      }),
  };
}
