/**
 * The hero of the page: a picture goes into the network, an answer comes out. From left to right the picture, the network with its
 * heat, and the classes; below them the sample pictures with the network's verdicts. It fills its box, in width and in height,
 * and all of it is in view. It shows the running network; what the form holds for the next run is outlined in it. Read on in
 * `Network.tsx` for the drawing, in `Twins.tsx` for the network beside its twin, in `NetworkView.tsx` for phones.
 */

import { Button } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { specOf } from '../../../training/config.ts';
import type { ShippedNetwork } from '../../../training/shippedNetwork.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { useBlocksOff, useRunActive } from '../../state/react.ts';
import { lazyPart } from '../../ui/lazyPart.tsx';
import { type Size, useSize } from '../../ui/useSize.ts';
import { Answers } from './Answers.tsx';
import { DepthNote, InsertButtons } from './depth/lazyDepth.tsx';
import { diagramSettings, useDiagramSettings } from './diagramSettings.ts';
import { HeatControls } from './HeatControls.tsx';
import classes from './Hero.module.css';
import type { DiagramLayout } from './layout.ts';
import { MapsNetwork } from './maps/lazyMapsNetwork.ts';
import { Network } from './Network.tsx';
import { Picture } from './Picture.tsx';
import { OffSign, PriceNetwork } from './price/lazyPrice.tsx';
import { ProbeFacts, ProbeMarks } from './probes/lazyProbes.tsx';
import { Samples } from './Samples.tsx';
import { Steppers } from './Steppers.tsx';
import { type Shown, useAnswers, useOff, useShown } from './shown.ts';
import type { TwinsProps } from './Twins.tsx';
import { useTwinButton } from './twinButton.ts';
import { type Heat, useHeat } from './useHeat.ts';
import { useSave } from './useSave.ts';
import { ViewMenu } from './ViewMenu.tsx';

/** What moves and what stands beside the network come after the network. */
const Motion = lazyPart(async () => (await import('./Motion.tsx')).Motion);
const Twins = lazyPart<TwinsProps>(async () => (await import('./Twins.tsx')).Twins);

/** Below so many pixels the head says less. */
const brief = 1000;
const padding = 10;
/** From so many pixels of height on, the classes are written larger. */
const largeFrom = 360;

/** Pixels for the classes, of a hero as wide as this. */
const answersWidth = (width: number): number => Math.round(Math.min(264, Math.max(172, 0.19 * width)));

function Names({ shown }: { readonly shown: Shown }) {
  const words = useWords();
  const active = useRunActive();
  const name = networkText(words, shown.spec);
  return <h2 className={classes.names}>{active ? words.diagram.running(name) : name}</h2>;
}

/** Which network comes next; in a place that is empty otherwise, so that an edit in mid-run moves nothing. */
function Next({ shown }: { readonly shown: Shown }) {
  const words = useWords();
  if (!shown.next) return null;
  const text = words.diagram.nextRun(networkText(words, specOf(shown.next)));
  return (
    <p className={classes.nextName} title={text}>
      {text}
    </p>
  );
}

/** What is said of the network that answers, where that is the one that comes with the page. */
type WhoseAnswers = (network: ShippedNetwork | undefined) => ReactNode;

interface BodyProps {
  readonly shown: Shown;
  readonly heat: Heat;
  readonly size: Size;
  readonly drawing: React.RefObject<SVGSVGElement | null>;
  readonly whose: WhoseAnswers;
}

function Flow({ shown, heat, size, drawing, whose }: BodyProps) {
  const shipped = useAnswers()?.shipped;
  const answers = answersWidth(size.width);
  const off = useOff(shown);
  const price = heat.kind === 'price';
  const cut = useBlocksOff().length > 0;
  const network = {
    ref: drawing,
    structure: shown.structure,
    box: { width: size.width - answers - padding, height: size.height },
    input: 'picture',
    labels: 'buttons',
    look: heat.look,
    next: shown.next && specOf(shown.next).blocks,
    children: (layout: DiagramLayout) => (
      <>
        {layout.picture && <Picture shown={shown} place={layout.picture} />}
        {!price && <Steppers layout={layout} />}
        {!price && <InsertButtons layout={layout} shown={shown} />}
        <Motion layout={layout} shown={shown} />
      </>
    ),
  } as const;
  return (
    <>
      {heat.kind === 'maps' && <MapsNetwork {...network} off={off} shown={shown} />}
      {price && <PriceNetwork {...network} shown={shown} />}
      {heat.kind !== 'maps' && !price && (
        <Network
          {...network}
          heatOf={heat.of}
          off={off}
          more={(card) => <ProbeFacts card={card} shown={shown} />}
        >
          {(layout) => (
            <>
              {network.children(layout)}
              <ProbeMarks layout={layout} shown={shown} />
            </>
          )}
        </Network>
      )}
      <div className={classes.whose} style={{ maxWidth: size.width - answers - 2 * padding }}>
        {cut ? null : whose(shipped)}
      </div>
      <div
        className={classes.answers}
        data-large={size.height > largeFrom || undefined}
        style={{ width: answers }}
      >
        <Answers shown={shown} />
      </div>
    </>
  );
}

interface HeroProps {
  /** The button for a picture of one's own, of so many pixels. */
  readonly own: (side: number) => ReactNode;
  /** In the place of what comes next, as it is gone with the first run. */
  readonly whose: WhoseAnswers;
}

export function Hero({ own, whose }: HeroProps) {
  const words = useWords();
  const shown = useShown();
  const heat = useHeat(shown);
  const twin = useDiagramSettings((view) => view.twin);
  const frame = useRef<HTMLElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const size = useSize(box);
  const { failed, save } = useSave(drawing, shown.spec, heat);
  const twinButton = useTwinButton(shown);
  const narrow = size !== undefined && size.width < brief;
  return (
    <section ref={frame} className={classes.hero} aria-label={words.diagram.title} data-testid="diagram">
      <div className={classes.head}>
        <Names shown={shown} />
        {!twin && <HeatControls heat={heat} shown={shown} brief={narrow} />}
        <Button
          className={classes.twin}
          variant="default"
          aria-pressed={twin}
          title={words.diagram.besideHelp}
          onClick={() => {
            diagramSettings.setState({ twin: !twin });
            if (!twin) twinButton.look();
          }}
        >
          {twinButton.text}
        </Button>
        <ViewMenu
          structure={shown.structure}
          imageSize={shown.imageSize}
          failed={failed}
          onSave={(format) => void save(format)}
        />
      </div>
      <div ref={box} className={classes.body}>
        {size &&
          (twin ? (
            <Twins shown={shown} size={size} ref={drawing} />
          ) : (
            <Flow shown={shown} heat={heat} size={size} drawing={drawing} whose={whose} />
          ))}
        <div className={classes.notes}>
          <OffSign />
          {!twin && (
            <DepthNote shown={shown}>
              <Next shown={shown} />
            </DepthNote>
          )}
        </div>
      </div>
      <div className={classes.strip}>
        {size && <Samples shown={shown} width={size.width - 2 * padding} own={own} />}
      </div>
    </section>
  );
}
