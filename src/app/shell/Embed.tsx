/**
 * The page inside another one, as `?embed=1&show=diagram,curves` asks: those parts alone, below one another, and the way to the whole page.
 * It tells the page around it how high it is, and nothing else: `{ type: 'resnet-playground-size', height }`.
 */
import { Anchor } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useEmbedWords } from '../i18n/embed.ts';
import { queryOf, searchOf } from '../state/url.ts';
import classes from './Embed.module.css';
import type { StageParts } from './stageParts.ts';
import { useLayout } from './useLayout.ts';

/** What can be asked for, in the order in which it stands. */
export const embedParts = ['controls', 'diagram', 'curves', 'predictions', 'shapes', 'runs'] as const;
type EmbedPart = (typeof embedParts)[number];
/** Where nothing that is known is asked for. */
const usual: readonly EmbedPart[] = ['diagram', 'curves'];

const shownIn = (search: string): readonly EmbedPart[] => {
  const names = (queryOf(search).get('show') ?? '').split(',');
  const known = embedParts.filter((part) => names.includes(part));
  return known.length > 0 ? known : usual;
};

/** The address of the whole page with the same settings. */
function fullAddress(): string {
  const query = queryOf(location.search);
  query.delete('embed');
  query.delete('show');
  return `${location.pathname}${searchOf(query)}`;
}

export function Embed(parts: StageParts) {
  const words = useEmbedWords();
  const narrow = useLayout() === 'phone';
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = root.current;
    if (!element || parent === window) return;
    const observer = new ResizeObserver(() => {
      const { height } = element.getBoundingClientRect();
      // Whoever frames the page may know how high it is.
      parent.postMessage({ type: 'resnet-playground-size', height: Math.ceil(height) }, '*');
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const boxes: Readonly<Record<EmbedPart, ReactNode>> = {
    controls: parts.controls,
    diagram: narrow ? parts.network : parts.hero,
    curves: narrow ? parts.chartStack : parts.charts,
    predictions: parts.dock.predictions,
    shapes: parts.dock.shapes,
    runs: parts.side.runs,
  };
  return (
    <main ref={root} className={classes.embed} data-testid="embed">
      {shownIn(location.search).map((part) => (
        <div key={part} className={classes.part} data-part={part} data-narrow={narrow || undefined}>
          {boxes[part]}
        </div>
      ))}
      <p className={classes.full}>
        <Anchor href={fullAddress()} target="_blank" rel="noreferrer" underline="always" size="xs">
          {words.full}
        </Anchor>
      </p>
    </main>
  );
}
