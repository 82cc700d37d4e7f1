/** Which runs of the list are selected, and the place that a range of them starts from. */
import { useRef, useState } from 'react';
import { type RunRow, rangeOf } from '../../state/runsList.ts';

export interface Selection {
  /** Undefined while nothing is being selected. */
  readonly ids?: ReadonlySet<string>;
  /** The selected runs of the list, in its order. */
  readonly selected: readonly string[];
  readonly begin: () => void;
  readonly end: () => void;
  readonly all: () => void;
  /** Stays the same function, so that the rows need not draw themselves again. */
  readonly choose: (id: string, on: boolean, range: boolean) => void;
}

const nobody: ReadonlySet<string> = new Set();

/** @param rows As they are listed: what a search leaves out is not selected. */
export function useSelection(rows: readonly RunRow[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>();
  const latest = useRef(rows);
  latest.current = rows;
  const from = useRef<string>(undefined);
  const [choose] = useState(() => (id: string, on: boolean, range: boolean) => {
    const chosen = range && from.current !== undefined ? rangeOf(latest.current, from.current, id) : [id];
    from.current = id;
    setIds((before = nobody) => {
      const next = new Set(before);
      for (const each of chosen) {
        if (on) next.add(each);
        else next.delete(each);
      }
      return next;
    });
  });
  const listed = rows.map(({ run }) => run.id);
  return {
    ids,
    selected: ids ? listed.filter((id) => ids.has(id)) : [],
    begin() {
      from.current = undefined;
      setIds(nobody);
    },
    end: () => setIds(undefined),
    all: () => setIds(new Set(listed)),
    choose,
  };
}
