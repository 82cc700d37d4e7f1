/**
 * What the page asks of the network, for every view that shows something of it: each view says what it wants to know, is told answers,
 * and is asked for again as soon as the network may say something else. A store without React; `useTold` in `react.ts` is how a view
 * takes part, `src/worker/respondent.ts` answers.
 *
 * One question at a time is on its way. Views take turns; those that ask about the same pictures are asked for together, since one pass
 * through the network answers all of them. Without a view in sight nothing is asked, and nothing costs. Blocks that are switched off are
 * left out for all who do not say themselves which network they ask, and without what.
 */
import type { Problem } from '../../problems/index.ts';
import type { Answer, Pictures, Question } from '../../training/questions.ts';
import type { TapRequest } from '../../training/taps.ts';
import type { TrainerClient } from '../../worker/client.ts';
import type { Reply } from '../../worker/protocol.ts';
import { type After, waitAfter } from './after.ts';
import type { LeftOut } from './leftOut.ts';
import { longestWait, type WhenIdle } from './measureWhenIdle.ts';
import { nextId, type Page, type PageState } from './page.ts';
import type { Savings } from './savings.ts';

/** What a view knows: the last answer to its question, and why there is none or no newer one. */
export interface Told {
  /** Of the question that it is about. */
  readonly key?: string;
  readonly answer?: Answer;
  readonly problem?: Problem;
  /** Whether other blocks were switched off when the answer was asked for than are now. */
  readonly behind?: boolean;
}

export interface QuestionView {
  /** What it wants to know from here on; undefined where that is nothing. */
  ask(question: Question | undefined): void;
  /** Whether it is in sight. Default: it is. */
  setInView(inView: boolean): void;
  close(): void;
}

/**
 * When a view is asked for again, while a run goes on: as soon as the network may say something else, or after an epoch. One that is asked
 * for once has another question as soon as it has its answer.
 */
export type Pace = 'steps' | 'epochs' | 'once';

export interface Questions {
  /** @param tell Called at every change of what is known. @param pace Default: steps. */
  open(tell: (told: Told) => void, pace?: Pace): QuestionView;
}

export interface QuestionsOptions {
  readonly client: TrainerClient;
  readonly page: Pick<Page, 'store'>;
  /** Milliseconds from an arbitrary origin. */
  readonly now: () => number;
  readonly after: After;
  readonly tab: {
    readonly hidden: () => boolean;
    readonly onChange: (listener: () => void) => void;
  };
  /** Calls back when the page has nothing else to do: before a run nobody waits for answers. */
  readonly whenIdle: WhenIdle;
  /** Where data are saved nothing is asked before a run, as that loads network and pictures. */
  readonly savings: Pick<Savings, 'store'>;
  readonly leftOut: Pick<LeftOut, 'store'>;
}

/** Milliseconds between two questions of a view at least. */
export const least = 250;

/** These hold until the network is another one. What ended the worker may end the next one too, so a run has to show first that it does not. */
const lasting: readonly Problem['kind'][] = [
  ...(['no-network', 'question-misfit', 'shipped-unusable', 'other-run-trains', 'weights-gone'] as const),
  ...(['worker-broke', 'worker-silent'] as const),
];

const pixelKeys = new WeakMap<Uint8Array, number>();
let pixelsKnown = 0;
/** Equal for the same pictures; own ones are the same where they are the same array. */
export function picturesKey(pictures: Pictures): string {
  if (pictures.kind === 'test') return `test ${pictures.indices.join()}`;
  const known = pixelKeys.get(pictures.images) ?? ++pixelsKnown;
  pixelKeys.set(pictures.images, known);
  return `pixels ${known}`;
}

/** Equal for what one pass can answer: the same pictures, of the same network. */
function passKey({ of, pictures, without = [], compared = false }: Question): string {
  const how = without.length > 0 || compared ? `without ${without.join()} ${compared} ` : '';
  const who = of ? `${Object.values(of).join(' ')} ` : '';
  return how + who + picturesKey(pictures);
}

/** Equal for equal questions; own pictures are equal where they are the same array. */
export const keyOf = (question: Question): string => `${passKey(question)} ${JSON.stringify(question.taps)}`;

/** In one order and each once: the engine records a pass for every request that is written in another way. */
function ordered(taps: TapRequest): TapRequest {
  if (!taps.maps) return taps;
  const places = new Map(taps.maps.map((place) => [`${place.block} ${place.of}`, place]));
  const keys = [...places.keys()].sort();
  return { ...taps, maps: keys.flatMap((key) => places.get(key) ?? []) };
}

/** What answers both, if there is something. */
function joined(a: TapRequest, b: TapRequest): TapRequest | undefined {
  const gradient = a.gradient ?? b.gradient;
  const sameGradient =
    !a.gradient || !b.gradient || JSON.stringify(a.gradient) === JSON.stringify(b.gradient);
  if (a.mode !== b.mode || !sameGradient) return undefined;
  return {
    mode: a.mode,
    pooled: a.pooled === true || b.pooled === true,
    sizes: a.sizes === true || b.sizes === true,
    maps: [...(a.maps ?? []), ...(b.maps ?? [])],
    ...(a.filters === true || b.filters === true ? { filters: true } : {}),
    ...(gradient && { gradient }),
  };
}

/** What a view asked for, of an answer that may hold more. */
function partOf(answer: Answer, { pooled, sizes, filters, maps = [], gradient }: TapRequest): Answer {
  const { gradient: shown, filters: read, ...rest } = answer;
  return {
    ...rest,
    pooled: pooled ? answer.pooled : [],
    sizes: sizes ? answer.sizes : [],
    maps: maps.flatMap(
      (place) => answer.maps.find(({ block, of }) => block === place.block && of === place.of) ?? [],
    ),
    ...(filters && read && { filters: read }),
    ...(gradient && shown && { gradient: shown }),
  };
}

/** Whether it obeys the switches of the page. */
const obeys = ({ of, without }: Question): boolean => !of && !without;

/** Equal as long as the network that would answer, and what it has learned by step or epoch, are the same. */
function stateOf({ run }: PageState, pace: Pace): string {
  if (!run || pace === 'once') return '';
  const learned = pace === 'steps' ? run.step : run.epochs.length;
  return `${run.id} ${learned} ${run.end !== undefined}`;
}

interface View {
  readonly pace: Pace;
  readonly tell: (told: Told) => void;
  question?: Question;
  key: string;
  inView: boolean;
  /** Whether the network may say something else than it said. */
  wants: boolean;
  /** When it may be asked for. */
  next: number;
  failures: number;
  told: Told;
}

export function createQuestions(options: QuestionsOptions): Questions {
  const { client, page, now, after, tab, whenIdle, savings, leftOut } = options;
  /** Whether the page has come to rest since it was opened. */
  let settled = false;
  /** Those that have waited longest come first. */
  let views: View[] = [];
  /** The question on its way, for whom, and the blocks that were off when it was asked. */
  let asked:
    | { readonly id: string; readonly of: ReadonlyMap<View, string>; readonly off: readonly string[] }
    | undefined;
  let endWait = () => {};

  const show = (view: View, told: Told) => {
    view.told = told;
    view.tell(told);
  };

  /** The question as it is asked: without the blocks that are switched off. */
  function cut(question: Question): Question {
    const { blocks } = leftOut.store.getState();
    return blocks.length > 0 && obeys(question) ? { ...question, without: blocks } : question;
  }

  /** Whether anything may be asked now. */
  function mayAsk(): boolean {
    const { device, run } = page.store.getState();
    if (device === undefined || tab.hidden()) return false;
    return run ? run.phase !== 'recovering' : settled && !savings.store.getState().saves;
  }

  /** The question is withdrawn where nobody wants its answer any more. */
  function withdrawStale(): void {
    if (!asked || [...asked.of].some(([view, key]) => views.includes(view) && view.key === key)) return;
    client.send({ type: 'withdraw', id: asked.id });
    asked = undefined;
  }

  /** Asks for whoever is next, together with all who ask about the same pictures. */
  function goOn(): void {
    withdrawStale();
    endWait();
    if (asked || !mayAsk()) return;
    const waiting = views.filter(({ question, inView, wants }) => question && inView && wants);
    const time = now();
    const first = waiting.find(({ next }) => next <= time);
    if (!first?.question) {
      const next = Math.min(...waiting.map((view) => view.next));
      if (Number.isFinite(next)) endWait = after(next - time, goOn);
      return;
    }
    const asks = cut(first.question);
    const pass = passKey(asks);
    let { taps } = asks;
    const of = new Map([[first, first.key]]);
    for (const view of waiting) {
      const both =
        view !== first && view.failures === 0 && view.question && passKey(cut(view.question)) === pass
          ? joined(taps, view.question.taps)
          : undefined;
      if (!both) continue;
      taps = both;
      of.set(view, view.key);
    }
    for (const view of of.keys()) {
      view.wants = false;
      view.next = view.pace === 'once' ? time : time + least;
    }
    views = [...views.filter((view) => !of.has(view)), ...of.keys()];
    asked = { id: nextId(), of, off: leftOut.store.getState().blocks };
    client.send({ type: 'ask', id: asked.id, question: { ...asks, taps: ordered(taps) } });
  }

  function hear(view: View, reply: Reply, off: readonly string[]): void {
    if (reply.type === 'said' && view.question) {
      view.failures = 0;
      const behind = obeys(view.question) && off !== leftOut.store.getState().blocks;
      const answer = partOf(reply.answer, view.question.taps);
      show(view, { key: view.key, answer, ...(behind && { behind }) });
    } else if (reply.type === 'failed') {
      const { problem } = reply;
      view.failures++;
      view.wants = !problem || !lasting.includes(problem.kind);
      view.next = now() + waitAfter(view.failures - 1);
      show(view, { ...view.told, problem });
    }
  }

  client.onMessage((message) => {
    if (message.type !== 'answer' || message.id !== asked?.id || message.answer.type === 'progress') return;
    const { of, off } = asked;
    asked = undefined;
    for (const [view, key] of of)
      if (views.includes(view) && view.key === key) hear(view, message.answer, off);
    goOn();
  });
  page.store.subscribe((now, before) => {
    const isAnother = (pace: Pace) => stateOf(now, pace) !== stateOf(before, pace);
    const another = now.run?.id !== before.run?.id || now.run?.end !== before.run?.end;
    for (const view of views) {
      if (isAnother(view.pace)) view.wants = true;
      if (another) view.failures = 0;
    }
    const changed =
      isAnother('steps') || now.device !== before.device || now.run?.phase !== before.run?.phase;
    if (changed) goOn();
  });
  leftOut.store.subscribe(() => {
    for (const view of views) {
      if (!view.question || !obeys(view.question)) continue;
      view.wants = true;
      view.failures = 0;
      if (view.told.answer) show(view, { ...view.told, behind: true });
    }
    goOn();
  });
  tab.onChange(goOn);
  savings.store.subscribe(goOn);
  whenIdle(() => {
    settled = true;
    goOn();
  }, longestWait);

  return {
    open(tell, pace = 'steps') {
      const view: View = { pace, tell, key: '', inView: true, wants: false, next: 0, failures: 0, told: {} };
      views = [...views, view];
      return {
        ask(question) {
          const key = question ? keyOf(question) : '';
          if (key === view.key) return;
          Object.assign(view, { question, key, wants: true, failures: 0 });
          show(view, { key });
          goOn();
        },
        setInView(inView) {
          if (view.inView === inView) return;
          view.inView = inView;
          goOn();
        },
        close() {
          views = views.filter((other) => other !== view);
          goOn();
        },
      };
    },
  };
}
