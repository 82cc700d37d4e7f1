/** What goes on for as long as a button is held, by a finger, a mouse or a key. */
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useEffect, useRef, useState } from 'react';

const isPress = ({ key }: KeyboardEvent): boolean => key === ' ' || key === 'Enter';

/**
 * @param act Is called at once, and then again after every `ms`.
 * @returns whether it is held, and what the button listens to.
 */
export function useHold(act: () => void, ms: number) {
  const [held, setHeld] = useState(false);
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!held) return;
    latest.current();
    const timer = setInterval(() => latest.current(), ms);
    return () => clearInterval(timer);
  }, [held, ms]);
  const release = () => setHeld(false);
  const listeners = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setHeld(true);
    },
    onPointerUp: release,
    onPointerCancel: release,
    onBlur: release,
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      if (!isPress(event)) return;
      event.preventDefault();
      if (!event.repeat) setHeld(true);
    },
    onKeyUp(event: KeyboardEvent<HTMLElement>) {
      if (!isPress(event)) return;
      event.preventDefault();
      release();
    },
    // A press that is neither a pointer's nor a key's, such as a screen reader's.
    onClick(event: MouseEvent<HTMLElement>) {
      if (event.detail === 0) latest.current();
    },
    // A finger that rests opens the browser's menu.
    onContextMenu: (event: MouseEvent) => event.preventDefault(),
  };
  return { held, listeners };
}
