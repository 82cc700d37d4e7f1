/** A text that is being typed. It is handed over when typing pauses and when its field loses the focus. */
import { useEffect, useRef, useState } from 'react';

const pause = 600;

export interface Draft {
  readonly text: string;
  readonly type: (text: string) => void;
  /** Hands over what was typed, at once. */
  readonly settle: () => void;
  /** Forgets what was typed since the last time. */
  readonly drop: () => void;
}

/** @param whileTyping False where only leaving the field hands over. */
export function useDraft(value: string, commit: (text: string) => void, whileTyping: boolean): Draft {
  const [draft, setDraft] = useState<string>();
  const latest = useRef({ draft, commit });
  latest.current = { draft, commit };
  const settle = () => {
    const { draft, commit } = latest.current;
    if (draft !== undefined) commit(draft);
    setDraft(undefined);
  };
  useEffect(() => {
    if (draft === undefined || !whileTyping) return;
    const timer = setTimeout(() => latest.current.commit(draft), pause);
    return () => clearTimeout(timer);
  }, [draft, whileTyping]);
  return { text: draft ?? value, type: setDraft, settle, drop: () => setDraft(undefined) };
}
