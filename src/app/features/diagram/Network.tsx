/**
 * A network in its box: the drawing, the numbers of the card that is pointed at, and the keyboard. It holds what is folded, which
 * page of an opened stage is shown, and what has the focus; `layout.ts` computes all places, `Drawing.tsx` draws them. What is
 * inside a block is shown by the dock.
 */

import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Structure } from '../../../model/structure.ts';
import { useWords } from '../../i18n/words.ts';
import { useStage, useStageState } from '../../state/react.ts';
import { Drawing } from './Drawing.tsx';
import { useDiagramSettings } from './diagramSettings.ts';
import { Facts } from './Facts.tsx';
import { factsFor } from './facts.ts';
import { HoverCard } from './HoverCard.tsx';
import { type Card, type DiagramLayout, layoutIn, layoutOf } from './layout.ts';
import classes from './Network.module.css';
import { nextStop, stageOfButton, stopsOf } from './navigation.ts';
import { nextMarks } from './nextMarks.ts';
import type { LayoutOptions } from './sizes.ts';
import { measuredWidth } from './textWidth.ts';
import { usePointed } from './usePointed.ts';
import { type Look, vitalsOf } from './vitals.ts';

export interface NetworkProps {
  readonly structure: Structure;
  /** Pixels. Without a height the drawing is as high as it has to be, and runs down a narrow screen. */
  readonly box: { readonly width: number; readonly height?: number };
  readonly input?: LayoutOptions['input'];
  readonly labels?: LayoutOptions['labels'];
  readonly look: Look | undefined;
  readonly heatOf: (card: Pick<Card, 'id' | 'blocks'>) => readonly (number | undefined)[];
  /** Blocks of each stage in the next run, where that has another network. */
  readonly next?: readonly number[] | undefined;
  readonly ref?: Ref<SVGSVGElement>;
  /** Places everything in a box that has a height, in place of the layout that cards without pictures have. */
  readonly arrange?: (
    structure: Structure,
    box: { readonly width: number; readonly height: number },
    options: LayoutOptions,
  ) => DiagramLayout;
  /** Pixels that stay free below what is laid out, in a box that has a height. */
  readonly below?: number;
  /** Names of blocks that are switched off. */
  readonly off?: readonly string[];
  /** What is told of a card besides its facts. */
  readonly more?: (card: Card) => ReactNode;
  /** What lies over the drawing, in its own pixels. */
  readonly children?: (layout: DiagramLayout) => ReactNode;
}

/** Numbers of the first and the last block of a card, such as 1 and 35 of `layer3.1–35`. */
const spanOf = (card: Card): readonly [number, number] => {
  const first = Number(card.blocks[0]?.name.split('.')[1]);
  return [first, first + card.blocks.length - 1];
};

export function Network(props: NetworkProps) {
  const {
    structure,
    box,
    input,
    labels,
    look,
    heatOf,
    next,
    ref,
    arrange,
    below = 0,
    more,
    children,
  } = props;
  const words = useWords();
  const stage = useStage();
  const order = useDiagramSettings((view) => view.order);
  const detail = useDiagramSettings((view) => view.detail);
  const openedId = useStageState(({ dock, block }) => (dock === 'inside' ? block : undefined));
  const frame = useRef<HTMLDivElement>(null);
  const hoverId = useId();
  const [folds, setFolds] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [pages, setPages] = useState<ReadonlyMap<string, number>>(new Map());
  const [chosenStop, setStop] = useState('stem');
  const { pointed, point, clear } = usePointed();
  const focusNext = useRef<string>(undefined);

  const factsOf = useMemo(() => factsFor(structure), [structure]);
  const { width, height } = box;
  const { layout, scale } = useMemo(() => {
    const options = { order, detail, folds, pages, input, labels, textWidth: measuredWidth };
    if (arrange && height !== undefined)
      return { layout: arrange(structure, { width, height }, options), scale: 1 };
    if (height === undefined) return { layout: layoutOf(structure, width, options), scale: 1 };
    const { layout, scale } = layoutIn(structure, { width, height: height - below }, options);
    return { layout: { ...layout, height: layout.height + below }, scale };
  }, [structure, width, height, order, detail, folds, pages, input, labels, arrange, below]);
  const marks = useMemo(
    () => next && nextMarks(layout, { now: structure.spec.blocks, next }),
    [layout, structure, next],
  );
  const stops = useMemo(() => stopsOf(layout), [layout]);
  const stop = [...stops.cards, ...stops.buttons].includes(chosenStop) ? chosenStop : 'stem';
  const cardOf = (id: string | undefined): Card | undefined => layout.cards.find((card) => card.id === id);
  // The dock tells the same of the block that it looks into.
  const hovered = pointed === openedId ? undefined : cardOf(pointed);

  const focus = (id: string) =>
    frame.current?.querySelector<SVGElement>(`[data-id="${CSS.escape(id)}"]`)?.focus();
  // Within the commit that has the card: the effect of a render before it would look for the card in vain, and forget it.
  useLayoutEffect(() => {
    if (focusNext.current === undefined) return;
    focus(focusNext.current);
    focusNext.current = undefined;
  });

  /** Opens the stage of a fold, at the fold's blocks where not all of the stage fit. */
  const unfold = (card: Card) => {
    const [first, last] = spanOf(card);
    const singles = layout.cards.filter(({ kind, stage: name }) => kind === 'block' && name === card.stage);
    const before = singles.some((single) => spanOf(single)[0] > last);
    setPages(new Map(pages).set(card.stage, before ? Math.max(0, last + 1 - singles.length) : first));
    // One stage is open at a time: its cards need the room.
    setFolds(new Map([...[...folds].filter(([, folded]) => folded), [card.stage, false]]));
    focusNext.current = `${card.stage}.${before ? last : first}`;
    setStop(focusNext.current);
    clear();
  };
  const choose = (id: string) => {
    setStop(id);
    const name = stageOfButton(id);
    const card = cardOf(id);
    if (name !== undefined) {
      const folded = layout.stages.find((label) => label.name === name)?.folded ?? false;
      setFolds(new Map(folds).set(name, !folded));
    } else if (card?.kind === 'fold') unfold(card);
    else stage.actions.lookInto(id);
  };
  const onKey = (id: string, event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      // First the card that tells of a block, where one is shown, then the dock.
      const told = pointed !== undefined && pointed !== openedId;
      if (!told && openedId === undefined) return;
      event.preventDefault();
      clear();
      if (!told) stage.actions.closeDock();
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      choose(id);
    } else {
      const to = nextStop(layout, id, event.key);
      if (to === undefined) return;
      event.preventDefault();
      focus(to);
    }
  };

  return (
    <div
      ref={frame}
      className={classes.network}
      style={
        height === undefined
          ? undefined
          : {
              width: layout.width,
              height: layout.height,
              transform: scale === 1 ? undefined : `scale(${scale})`,
            }
      }
    >
      <Drawing
        ref={ref}
        layout={layout}
        order={order}
        stop={stop}
        opened={cardOf(openedId)?.id}
        described={hovered ? { id: hovered.id, by: hoverId } : undefined}
        named={labels !== 'shapes'}
        counted={labels !== 'buttons'}
        marks={marks}
        heatOf={heatOf}
        off={props.off}
        onFocusMove={(id, visible) => {
          setStop(id);
          if (visible) point(id, 'now');
        }}
        onChoose={choose}
        onKey={onKey}
        onPoint={point}
      />
      {children?.(layout)}
      {hovered && (
        <HoverCard
          id={hoverId}
          card={hovered}
          title={hovered.kind === 'input' ? words.diagram.input : hovered.id}
          layout={layout}
          onEnter={() => point(hovered.id)}
          onLeave={() => point(undefined)}
        >
          {more?.(hovered)}
          <Facts card={hovered} facts={factsOf(hovered)} order={order} vitals={vitalsOf(look)(hovered)} />
        </HoverCard>
      )}
    </div>
  );
}
