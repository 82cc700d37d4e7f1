/** The measured twin: which runs are a pair, what is said of it in both languages, and how both are trained and looked at. */
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../src/app/features/twin/lines.ts';
import { looksOf } from '../../../src/app/features/twin/looks.ts';
import { createTrainBoth } from '../../../src/app/features/twin/trainBoth.ts';
import { twin as en } from '../../../src/app/i18n/en/twin.ts';
import { twin as zh } from '../../../src/app/i18n/zh/twin.ts';
import { type Finding, findingOf } from '../../../src/app/state/findings.ts';
import { createOverlay } from '../../../src/app/state/overlay.ts';
import { createPage } from '../../../src/app/state/page.ts';
import { halfOf, pairsOf } from '../../../src/app/state/pairs.ts';
import { newRun } from '../../../src/app/state/run.ts';
import { newRecord } from '../../../src/app/state/runs.ts';
import type { RunRecord } from '../../../src/storage/runRecord.ts';
import type { RunEvent } from '../../../src/training/events.ts';
import type { NetworkLook } from '../../../src/training/gradientCorrelation.ts';
import { defaultConfig, type RunConfig } from '../../../src/training/settings.ts';
import { epoch, start } from '../events.ts';
import { recordedClient } from '../recordedClient.ts';

const residual: RunConfig = { ...defaultConfig, epochs: 10, seed: 3 };
const plain: RunConfig = { ...residual, shortcut: 'none' };

interface Ended {
  readonly train?: number;
  readonly test?: number;
  readonly diverged?: boolean;
  readonly stopped?: boolean;
}
let told = 0;
function record(config: RunConfig, { train = 0.5, test = 0.4, diverged, stopped }: Ended = {}): RunRecord {
  const id = `r${++told}`;
  const problem = { kind: 'diverged', loss: 'train', step: 7, learningRate: 1, gentler: 0.1 } as const;
  const end = diverged
    ? ({ outcome: 'failed', problem } as const)
    : ({ outcome: stopped ? 'stopped' : 'finished' } as const);
  const last = epoch(10, { trainAccuracy: train, testAccuracy: test });
  return {
    ...newRecord(newRun(id, config), [], told),
    epochs: [{ ...last, runId: id }] as RunRecord['epochs'],
    end: { type: 'end', runId: id, step: 70, ...end } as RunRecord['end'],
  };
}

const look = (norms: readonly number[], correlations: readonly number[]): NetworkLook => ({
  blocks: [
    { name: 'stem', gradientNorm: 1, activationScale: 1 },
    ...norms.map((gradientNorm, i) => ({ name: `layer1.${i}`, gradientNorm, activationScale: 1 + i })),
    { name: 'classifier', gradientNorm: 5, activationScale: 2 },
  ],
  correlation: correlations.map((correlation, i) => ({
    block: i === 0 ? 'stem' : `layer1.${i - 1}`,
    correlation,
  })),
});

describe('a pair', () => {
  it('is two whole runs that differ in the shortcuts alone; the newest of each, the newest pair first', () => {
    const [a, b, c, d] = [record(residual), record(plain), record(residual), record({ ...plain, seed: 4 })];
    expect(pairsOf([a, b, c, d])).toEqual([{ residual: c, plain: b }]);
    const e = record({ ...residual, seed: 4 });
    expect(pairsOf([e, d, c, b, a])).toEqual([
      { residual: e, plain: d },
      { residual: c, plain: b },
    ]);
    expect(pairsOf([a, d])).toEqual([]);
  });

  it('is not made of what was stopped or changed by hand; what diverged has come to its end', () => {
    const whole = record(residual);
    const stopped = record(plain, { stopped: true });
    const changed: RunRecord = {
      ...record(plain),
      changes: [{ type: 'change', runId: 'r', step: 3, settings: { learningRate: 1 } }],
    };
    expect(pairsOf([whole, stopped, changed])).toEqual([]);
    expect(pairsOf([whole, record(plain, { diverged: true })])).toHaveLength(1);
  });

  it('lacks the twin of the run that was trained last, and says how far that one came', () => {
    const [a, b] = [record(residual), record(plain, { stopped: true })];
    expect(halfOf([a])).toEqual({ done: a });
    expect(halfOf([a, b])).toEqual({ done: a, begun: b });
    const c = record(plain);
    expect(halfOf([a, b, c])).toBeUndefined();
    const other = record({ ...plain, seed: 4 });
    expect(halfOf([a, b, c, other])).toEqual({ done: other });
    // What grows has no plain twin, and what was stopped or changed is no half of anything.
    expect(halfOf([record({ ...residual, depthAt: [{ after: 1, blocks: [4, 4, 4] }] })])).toBeUndefined();
    expect(halfOf([b])).toBeUndefined();
  });
});

const networks = { residual: 'ResNet-56', plain: 'Plain-56' };
const findingFor = (ofResidual: Ended, ofPlain: Ended, looks?: [NetworkLook, NetworkLook]): Finding =>
  findingOf(
    { residual: record(residual, ofResidual), plain: record(plain, ofPlain) },
    { residual: looks?.[0], plain: looks?.[1] },
  );

describe('what is said of it', () => {
  it('tells both accuracies, and who is ahead only where it is more than a little', () => {
    const say = (r: Ended, p: Ended) => {
      const finding = findingFor(r, p);
      return [finding.outcome, en.outcome({ networks, finding })];
    };
    expect(say({ train: 0.5, test: 0.45 }, { train: 0.2, test: 0.25 })).toEqual([
      'residual-ahead',
      'After 10 epochs from seed 3, ResNet-56 and Plain-56 get 50.0\u00a0% and 20.0\u00a0% of the training pictures right, and 45.0\u00a0% and 25.0\u00a0% of the test pictures: 30.0 points of training accuracy in favour of shortcuts.',
    ]);
    expect(say({ train: 0.5 }, { train: 0.48 })).toEqual([
      'even',
      expect.stringMatching(/nothing to speak of\.$/),
    ]);
    expect(say({ train: 0.4 }, { train: 0.5 })).toEqual([
      'plain-ahead',
      expect.stringMatching(/10\.0 points of training accuracy in favour of the plain network\.$/),
    ]);
    expect(say({}, { diverged: true })).toEqual([
      'plain-diverged',
      expect.stringMatching(
        /^With these settings and seed 3, Plain-56 diverged, while ResNet-56 ended with 50\.0/,
      ),
    ]);
    expect(say({ diverged: true }, {})[1]).toMatch(/ResNet-56 diverged, while Plain-56/);
    expect(say({ diverged: true }, { diverged: true })[1]).toMatch(/both networks diverged\.$/);
    const bare = { ...findingFor({}, {}), norm: 'none' } as const;
    expect(en.outcome({ networks, finding: bare })).toMatch(
      /^After 10 epochs from seed 3 without batch norm, /,
    );
  });

  it('tells where the folk story fails, and where it holds', () => {
    const say = (norms: number[], correlations: [number, number]) => {
      const looks: [NetworkLook, NetworkLook] = [
        look([2, 1], [correlations[0], 1]),
        look(norms, [correlations[1], 1]),
      ];
      return en.gradients({ networks, finding: findingFor({}, {}, looks) });
    };
    expect(say([3, 2], [0.5, 0.03])).toBe(
      'The gradient of the plain network did not vanish: in the first step its norm in the first block was 1.5 times that in the last (with shortcuts 2 times that), but the gradients of different pictures had far less in common, a mean cosine of 0.03 halfway through the blocks, against 0.50 with shortcuts.',
    );
    expect(say([0.001, 1.2], [0.5, 0.4])).toMatch(
      /^The gradient of the plain network vanished on its way back: .* 1\/1,200 of that in the last .* about as much in common/,
    );
    expect(say([300, 1], [0.5, -0.1])).toMatch(/exploded on its way back: .* far less in common/);
    expect(say([0, 1], [0.5, 0.4])).toMatch(/was less than a millionth of that in the last/);
    expect(say([3, 2], [0.5, 0.3])).toMatch(/, and the gradients .* somewhat less in common/);
    expect(say([3, 2], [0.2, 0.7])).toMatch(/had more in common, a mean cosine of 0\.70 .* against 0\.20/);
    // Next to nothing in either is noise.
    expect(say([3, 2], [0.015, 0.001])).toMatch(/about as much in common/);
    // A look at one of them tells nothing of both.
    expect(en.gradients({ networks, finding: findingFor({}, {}) })).toBe('');
  });

  it('is said in Chinese too, of the same facts', () => {
    const looks: [NetworkLook, NetworkLook] = [look([2, 1], [0.5, 1]), look([0.001, 1], [0.02, 1])];
    const facts = { networks, finding: findingFor({}, { train: 0.2 }, looks) };
    expect(zh.outcome(facts)).toMatch(/50\.0.*20\.0.*30\.0 个百分点，有捷径分支的更好。$/);
    expect(zh.gradients(facts)).toMatch(/消失了：.*1\/1,000.*少得多.*0\.02.*0\.50。$/);
    for (const words of [en, zh])
      for (const diverged of [true, false])
        expect(
          words.outcome({ networks, finding: findingFor({ diverged }, { diverged: true }) }),
        ).not.toMatch(/undefined|NaN/);
  });
});

describe('training both', () => {
  /** What a tab stores as long as it is open. */
  function tab() {
    const texts = new Map<string, string>();
    return () => ({
      getItem: (key: string) => texts.get(key) ?? null,
      setItem: (key: string, text: string) => void texts.set(key, text),
    });
  }
  function open(storage = tab()) {
    const { client, sent, message } = recordedClient();
    const page = createPage(client, { read: () => '', write: () => {} });
    const overlay = createOverlay(page);
    const both = createTrainBoth(page, overlay, storage);
    const starts = () => sent.filter((command) => command.type === 'start');
    const tell = async (event: RunEvent) => {
      message({ type: 'run', event: { ...event, runId: starts().at(-1)?.runId ?? '' } });
      await Promise.resolve();
    };
    const end = (outcome: 'finished' | 'stopped') => tell({ type: 'end', runId: '', outcome, step: 5 });
    return { page, overlay, both, starts, tell, end };
  }
  function setUp(storage = tab()) {
    const opened = open(storage);
    opened.both.start(residual);
    return opened;
  }

  it('trains the twin by itself once the first is done, and opens what was found after the second', async () => {
    const { overlay, both, starts, tell, end } = setUp();
    await tell(start());
    expect(both.store.getState().doing).toBe('residual');
    both.start(residual);
    expect(starts()).toHaveLength(1);
    await end('finished');
    expect(starts().map(({ config }) => config)).toEqual([residual, plain]);
    expect(both.store.getState().doing).toBe('plain');
    expect(overlay.store.getState().dialog).toBeUndefined();
    await end('finished');
    expect(both.store.getState().doing).toBeUndefined();
    expect(starts()).toHaveLength(2);
    expect(overlay.store.getState().dialog).toBe('twin');
  });

  it('leaves it at the first where that is stopped', async () => {
    const { overlay, both, starts, end } = setUp();
    await end('stopped');
    expect(starts()).toHaveLength(1);
    expect(both.store.getState().doing).toBeUndefined();
    expect(overlay.store.getState().dialog).toBeUndefined();
  });

  it('goes on with both in a tab that was loaded anew, once a person resumes the run', async () => {
    const storage = tab();
    const { id = '' } = setUp(storage).page.store.getState().run ?? {};
    const { page, overlay, both, starts, end } = open(storage);
    expect(both.store.getState()).toMatchObject({ doing: 'residual', runId: id });
    page.actions.startFrom(newRun(id, residual), { kind: 'stored', runId: id });
    await end('finished');
    expect(starts().map(({ config }) => config)).toEqual([residual, plain]);
    // And once more, in the second of both.
    const again = open(storage);
    const { id: second = '' } = page.store.getState().run ?? {};
    again.page.actions.startFrom(newRun(second, plain), { kind: 'stored', runId: second });
    await again.end('finished');
    expect(again.starts()).toHaveLength(1);
    expect(again.overlay.store.getState().dialog).toBe('twin');
    expect(open(storage).both.store.getState().doing).toBeUndefined();
    expect(overlay.store.getState().dialog).toBeUndefined();
  });

  it('leaves both in a tab that was loaded anew and trains something else', () => {
    const storage = tab();
    setUp(storage);
    const { page, both } = open(storage);
    page.actions.start();
    expect(both.store.getState().doing).toBeUndefined();
    expect(
      open(() => ({
        getItem: () => '{"state":{"runId":7},"version":1}',
        setItem() {},
      })).both.store.getState(),
    ).toEqual({});
  });

  it('trains the one that is missing, and opens what was found after it', async () => {
    const { overlay, both, starts, end } = open();
    both.startLast(plain);
    await end('finished');
    expect(starts().map(({ config }) => config)).toEqual([plain]);
    expect(overlay.store.getState().dialog).toBe('twin');
  });

  it('leaves alone a dialog that is open by then', async () => {
    const { overlay, end } = setUp();
    await end('finished');
    overlay.actions.open('help');
    await end('finished');
    expect(overlay.store.getState().dialog).toBe('help');
  });
});

it('looks at each network once, one after the other', () => {
  const { client, sent, message } = recordedClient();
  const looks = looksOf(client);
  const answer = (norm: number) => {
    const last = sent.at(-1);
    if (last?.type === 'look')
      message({ type: 'answer', id: last.id, answer: { type: 'vitals', ...look([norm], [0.1]) } });
  };
  looks.look([residual, plain]);
  looks.look([residual, plain]);
  expect(sent).toHaveLength(1);
  answer(1);
  looks.look([residual, plain]);
  expect(sent.map((command) => command.type === 'look' && command.config)).toEqual([residual, plain]);
  answer(2);
  looks.look([residual, plain]);
  expect(sent).toHaveLength(2);
  looks.look([{ ...residual, seed: 9 }]);
  looks.stop();
  expect(sent.slice(2).map(({ type }) => type)).toEqual(['look', 'stop-evaluation']);
  expect(looks.store.getState().doing).toBeUndefined();
});

it('draws both on one scale, without the classifier and what is no number', () => {
  const box = { left: 0, right: 100, top: 0, bottom: 100 };
  const looks = { residual: look([2, 1], [0.5, Number.NaN, 1]), plain: look([20, 100], [0, 0.5, 1]) };
  const gradient = linesOf(looks, 'gradient', box);
  expect(gradient?.paths.residual.split(' ')).toHaveLength(3);
  expect(gradient?.ends).toEqual({ residual: [1, 1], plain: [1, 100] });
  const correlation = linesOf(looks, 'correlation', box);
  expect(correlation?.paths.residual).toBe('0.0,50.0 100.0,0.0');
  expect(correlation?.paths.plain).toBe('0.0,100.0 50.0,50.0 100.0,0.0');
  expect(linesOf({ ...looks, plain: look([], []) }, 'gradient', box)).toBeUndefined();
});
