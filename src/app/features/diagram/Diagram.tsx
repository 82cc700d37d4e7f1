/**
 * The network drawn from its spec: a pyramid of cards, one a block, with their shortcuts. Equal blocks are folded
 * where there are too many, and cards are coloured by heat while the network trains. Pointing at a card shows its
 * numbers, opening it shows its layers. This component holds the state (what is open, folded, pointed at);
 * `layout.ts` computes all places, `Drawing.tsx` draws them.
 */

import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { modelName } from '../../../model/presets.ts';
import { structureOf } from '../../../model/structure.ts';
import { summaryOf } from '../../../model/summary.ts';
import { datasetOf, specOf } from '../../../training/config.ts';
import type { BlockVitals } from '../../../training/vitals.ts';
import { useWords } from '../../i18n/words.ts';
import { usePage } from '../../state/react.ts';
import { pngBlob, saveBlob, svgBlob } from '../../ui/download.ts';
import field from '../../ui/Field.module.css';
import { Panel } from '../../ui/Panel.tsx';
import classes from './Diagram.module.css';
import { DiagramControls, type View } from './DiagramControls.tsx';
import { Drawing } from './Drawing.tsx';
import { type Caption, pictureName, svgFile } from './exportPicture.ts';
import { Facts } from './Facts.tsx';
import { factsFor } from './facts.ts';
import { HoverCard } from './HoverCard.tsx';
import { type HeatKind, heatDomain, heatPosition } from './heat.ts';
import { Inside } from './Inside.tsx';
import { Legend, powerOfTen } from './Legend.tsx';
import { type Card, layoutOf } from './layout.ts';
import { nextStop, stageOfButton, stopsOf } from './navigation.ts';
import { measuredWidth } from './textWidth.ts';
import { usePointed } from './usePointed.ts';
import { useWidth } from './useWidth.ts';
import { useVitals } from './vitals.ts';

const heatValue: Record<HeatKind, (v: BlockVitals) => number | undefined> = {
  gradient: (v) => v.gradientNorm,
  activation: (v) => v.activationScale,
};

export function Diagram() {
  const words = useWords();
  const config = usePage((state) => state.config);
  const vitals = useVitals();
  const { ref: frame, width } = useWidth<HTMLDivElement>();
  const drawing = useRef<SVGSVGElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const insideId = useId();
  const hoverId = useId();
  const [view, setView] = useState<View>({ order: 'nhwc', detail: 'blocks' });
  const [heat, setHeat] = useState<HeatKind>('gradient');
  const [folds, setFolds] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [chosenStop, setStop] = useState('stem');
  const [openedId, setOpened] = useState<string>();
  const [saveFailed, setSaveFailed] = useState(false);
  const { pointed, point, clear } = usePointed();
  const focusNext = useRef<string>(undefined);

  const { imageSize } = datasetOf(config);
  const inputSize = view.inputSize ?? imageSize;
  const spec = useMemo(() => ({ ...specOf(config), inputSize }), [config, inputSize]);
  const structure = useMemo(() => structureOf(spec), [spec]);
  const factsOf = useMemo(() => factsFor(structure), [structure]);
  const layout = useMemo(
    () =>
      layoutOf(structure, Math.max(280, width), {
        order: view.order,
        detail: view.detail,
        folds,
        textWidth: measuredWidth,
      }),
    [structure, width, view.order, view.detail, folds],
  );
  const stops = useMemo(() => stopsOf(layout), [layout]);
  const stop = [...stops.cards, ...stops.buttons].includes(chosenStop) ? chosenStop : 'stem';
  const cardOf = (id: string | undefined): Card | undefined => layout.cards.find((card) => card.id === id);
  const opened = cardOf(openedId);
  // An open card shows its numbers already.
  const hovered = pointed === openedId ? undefined : cardOf(pointed);

  const focus = (id: string) =>
    drawing.current?.querySelector<SVGElement>(`[data-id="${CSS.escape(id)}"]`)?.focus();
  useEffect(() => {
    if (focusNext.current === undefined) return;
    focus(focusNext.current);
    focusNext.current = undefined;
  });

  const fold = (stage: string, folded: boolean) => setFolds(new Map(folds).set(stage, folded));
  const choose = (id: string) => {
    setStop(id);
    const stage = stageOfButton(id);
    if (stage !== undefined) {
      fold(stage, !layout.stages.find(({ name }) => name === stage)?.folded);
      return;
    }
    const card = cardOf(id);
    if (card?.kind === 'fold') {
      fold(card.stage, false);
      focusNext.current = card.blocks[0]?.name;
      setStop(focusNext.current ?? id);
      clear();
    } else setOpened(openedId === id ? undefined : id);
  };
  const close = () => {
    setOpened(undefined);
    clear();
    if (openedId !== undefined) focus(openedId);
  };
  const onKey = (id: string, event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      if (pointed !== undefined || openedId !== undefined) close();
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      choose(id);
    } else {
      const next = nextStop(layout, id, event.key);
      if (next === undefined) return;
      event.preventDefault();
      focus(next);
    }
  };

  const vitalsOf = (card: Card): readonly BlockVitals[] => vitals?.of(card) ?? [];
  const heatOf = (card: Card) => vitalsOf(card).map((v) => heatPosition(heatValue[heat](v), heat));
  const facts = (card: Card) => (
    <Facts card={card} facts={factsOf(card)} order={view.order} vitals={vitalsOf(card)} />
  );

  const save = async (format: 'svg' | 'png') => {
    if (!drawing.current) return;
    const { parameters, macs } = summaryOf(spec);
    const name = modelName(spec);
    const title = words.diagram.caption(
      words.model.presetName(name),
      words.diagram.network[spec.shortcut],
      words.figures.count(parameters),
      words.figures.millions(macs),
    );
    const [low, high] = heatDomain[heat].map(powerOfTen) as [string, string];
    const caption: Caption = vitals
      ? {
          lines: [title, words.diagram.heatCaption(words.diagram.heats[heat], vitals.step)],
          ramp: { low, high },
        }
      : { lines: [title] };
    const file = svgFile(drawing.current, caption);
    try {
      const blob = format === 'svg' ? svgBlob(file) : await pngBlob(file);
      setSaveFailed(false);
      saveBlob(blob, pictureName(name, spec.shortcut, format));
    } catch {
      setSaveFailed(true);
    }
  };

  return (
    <Panel
      title={words.diagram.title}
      aside={
        <DiagramControls
          view={view}
          imageSize={imageSize}
          onView={setView}
          onSave={(format) => void save(format)}
        />
      }
    >
      <div ref={frame} className={classes.diagram} data-testid="diagram">
        {width > 0 && (
          <div ref={scroller} className={classes.scroll} onScroll={clear}>
            <Drawing
              ref={drawing}
              layout={layout}
              order={view.order}
              stop={stop}
              opened={opened?.id}
              described={hovered ? { id: hovered.id, by: hoverId } : undefined}
              heatOf={heatOf}
              onFocusMove={(id, visible) => {
                setStop(id);
                if (visible) point(id, 'now');
              }}
              onChoose={choose}
              onKey={onKey}
              onPoint={point}
            />
          </div>
        )}
        {hovered && (
          <HoverCard
            id={hoverId}
            card={hovered}
            title={hovered.kind === 'input' ? words.diagram.input : hovered.id}
            layout={layout}
            room={width}
            scrolled={scroller.current?.scrollLeft ?? 0}
            onEnter={() => point(hovered.id)}
            onLeave={() => point(undefined)}
          >
            {facts(hovered)}
          </HoverCard>
        )}
      </div>
      <Legend
        links={new Set(layout.cards.flatMap((card) => card.link?.kind ?? []))}
        heat={heat}
        step={vitals?.step}
        onHeat={setHeat}
      />
      {saveFailed && (
        <p className={field.error} role="alert">
          {words.diagram.exportFailed}
        </p>
      )}
      {opened && (
        <Inside
          id={insideId}
          card={opened}
          facts={factsOf(opened)}
          structure={structure}
          order={view.order}
          onClose={close}
        >
          {facts(opened)}
        </Inside>
      )}
    </Panel>
  );
}
