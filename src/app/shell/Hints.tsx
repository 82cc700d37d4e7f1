/**
 * The hints of the first minute, one at a time, each beside the thing it speaks of: the picture and Train before the first
 * run, the shortcuts after it. They cover little, hold nothing up and take no focus; hidden once, they do not come back.
 */

import { Button } from '@mantine/core';
import { useLayoutEffect, useState } from 'react';
import { useHintWords } from '../i18n/hints.ts';
import { isPlain } from '../state/plain.ts';
import { usePage, usePreference, useStores } from '../state/react.ts';
import { isActive } from '../state/run.ts';
import classes from './Hints.module.css';

/** In their order, named as the elements that they stand at are marked (`data-hint`). */
const hints = ['picture', 'train', 'residual'] as const;

const size = { width: 248, height: 104 };
const gap = 10;

interface Place {
  readonly x: number;
  readonly y: number;
  readonly side: 'right' | 'below' | 'above';
}

/** Beside an element where there is room, else below, else above it; undefined where the element is not in view. */
function placeAt(element: Element | null, beside: boolean): Place | undefined {
  const rect = element?.getBoundingClientRect();
  if (!rect || rect.width === 0 || rect.top > innerHeight || rect.bottom < 0) return undefined;
  const across = (x: number) => Math.max(gap, Math.min(x, innerWidth - size.width - gap));
  const down = (y: number) => Math.max(gap, Math.min(y, innerHeight - size.height - gap));
  if (beside && rect.right + gap + size.width < innerWidth)
    return { x: rect.right + gap, y: down(rect.top + rect.height / 2 - size.height / 2), side: 'right' };
  if (rect.bottom + gap + size.height < innerHeight)
    return { x: across(rect.left), y: rect.bottom + gap, side: 'below' };
  return { x: across(rect.left), y: down(rect.top - gap - size.height), side: 'above' };
}

/** Where the element of a hint is, followed as the window and the page change. */
function usePlace(name: string | undefined): Place | undefined {
  const [place, setPlace] = useState<Place>();
  useLayoutEffect(() => {
    if (name === undefined) return setPlace(undefined);
    const find = () => {
      const next = placeAt(
        document.querySelector(`[data-hint="${name}"]`),
        // Beside the picture is the network.
        name !== 'picture',
      );
      setPlace((known) => (JSON.stringify(known) === JSON.stringify(next) ? known : next));
    };
    find();
    // Parts of the page come after the first paint.
    const timer = setInterval(find, 500);
    addEventListener('resize', find);
    return () => {
      clearInterval(timer);
      removeEventListener('resize', find);
    };
  }, [name]);
  return place;
}

export function Hints() {
  const words = useHintWords();
  const { preferences } = useStores();
  const done = usePreference((p) => p.hintsDone);
  const active = usePage(({ run }) => isActive(run));
  const trained = usePage(({ run }) => run?.end !== undefined);
  const plain = usePage(({ config }) => isPlain(config));
  // Who has trained needs no hint to press Train; the last one speaks of what comes after.
  const at = trained ? Math.max(done, 2) : done;
  const name = active || (at === 2 && (!trained || plain)) ? undefined : hints[at];
  const place = usePlace(name);
  if (!name || !place) return null;
  const hide = () => preferences.setState({ hintsDone: hints.length });
  const next = () => preferences.setState({ hintsDone: at + 1 });
  return (
    <aside
      className={classes.hint}
      data-side={place.side}
      data-testid="hint"
      aria-label={words.about}
      style={{ width: size.width, transform: `translate(${place.x}px, ${place.y}px)` }}
    >
      <p className={classes.text}>{words[name]}</p>
      <div className={classes.buttons}>
        <Button variant="subtle" color="gray" size="compact-xs" h={24} onClick={hide}>
          {words.hide}
        </Button>
        {name === 'picture' && (
          <Button variant="light" size="compact-xs" h={24} onClick={next}>
            {words.next}
          </Button>
        )}
      </div>
    </aside>
  );
}
