/** `train`: a run with the same trainer as the page. */

import type { OwnSet } from '../../data/own/makeSet.ts';
import { isOwnName } from '../../data/sets/index.ts';
import type { Checkpoint } from '../../formats/checkpoint.ts';
import { asksFirst, type Problem, sentenceOf } from '../../problems/index.ts';
import type { Origin } from '../../trainer/openRun.ts';
import { datasetOf } from '../../training/config.ts';
import type { EventOf, RunEvent } from '../../training/events.ts';
import {
  flagOf,
  isLive,
  type RunConfig,
  type SettingKey,
  settingKeys,
  type TogetherKey,
} from '../../training/settings.ts';
import type { Command, Terminal } from '../command.ts';
import { type Asked, type DataChoice, dataOptions, readAsked } from '../dataOptions.ts';
import { type Ending, EndingError, exitCodes } from '../exitCodes.ts';
import { createKeeping } from '../keeping.ts';
import { type Options, UsageError } from '../options.ts';
import { choiceAgain, findOwnSet, leaveWhere, readOwnSet, whereLeft } from '../ownPictures.ts';
import { openPath } from '../pathFolder.ts';
import { type KeptRun, openRunFolder } from '../runFolder.ts';
import { setText } from '../setText.ts';
import { startFrom } from '../startFrom.ts';
import { stopOnRequest } from '../stopping.ts';
import { trainPrinter } from '../trainPrinter.ts';
import { fileStore } from '../tuningStore.ts';

const extras = {
  out: {
    kind: 'text',
    value: 'DIR',
    help: 'Leaves weights, checkpoint, log and path in DIR; without it nothing is kept.',
  },
  resume: {
    kind: 'text',
    value: 'DIR',
    help: 'Goes on with the run in DIR, to the same result as if it had never ended.',
  },
  ...dataOptions,
  'start-from': {
    kind: 'text',
    value: 'PATH',
    help: 'Begins with the weights in a file, or of the run in a folder, in place of fresh ones; without their classifier where they learned other classes.',
  },
  'save-every': {
    kind: 'integer',
    min: 1,
    max: 86_400,
    default: 120,
    help: 'Seconds after which the run is kept in mid-epoch too; it is kept after every epoch anyway.',
  },
  'allow-other-device': {
    kind: 'flag',
    help: 'Resumes on another device than before too, where the result is no longer exactly the same.',
  },
  json: { kind: 'flag', help: 'One JSON object a line on stdout.' },
  verbose: { kind: 'flag', help: 'A line for the steps of every quarter second too.' },
} as const;

const table = {
  command: 'train',
  settings: settingKeys,
  extras,
  endings: Object.keys(exitCodes) as Ending[],
} as const;

/** What may differ in a resumed run: the rest is what makes it that run. */
const resumable: readonly (SettingKey | TogetherKey)[] = [
  'epochs',
  'depthAt',
  ...settingKeys.filter(isLive),
  'engine',
];

/** What a run trains with. */
interface Beginning {
  readonly config: RunConfig;
  readonly own?: OwnSet | undefined;
  /** Where that comes from. */
  readonly choice?: DataChoice | undefined;
  /** Trained weights that it begins with. */
  readonly start?: Origin;
}

async function begun(asked: Asked<typeof extras>, { tell }: Terminal): Promise<Beginning> {
  const { choice } = asked;
  const own = choice && (await readOwnSet(choice, tell));
  const options = asked.of(own?.facts.name);
  const path = asked.extras['start-from'];
  if (path === undefined) return { config: options.config, own, choice };
  const { config, origin } = await startFrom(path, options, tell);
  return { config, own, choice, start: origin };
}

/** @throws UsageError when the options do not fit the run that is to go on. */
function resumedConfig(
  folder: string,
  from: Checkpoint,
  { config, given }: Options<typeof extras>,
): RunConfig {
  const wrong = [...given].find((key) => !resumable.includes(key));
  if (wrong !== undefined) {
    throw new UsageError(
      `--${flagOf(wrong)} cannot change in a resumed run: leave it out, or start a new run.`,
    );
  }
  const changes = Object.fromEntries(
    [...given].filter((key) => key !== 'model' && key !== 'recipe').map((key) => [key, config[key]]),
  );
  const resumed = { ...from.config, ...changes };
  if (from.position.epoch >= resumed.epochs) {
    throw new UsageError(
      `The run in ${folder} has done all its ${from.position.epoch} epochs: give a higher number with --epochs to go on.`,
    );
  }
  return resumed;
}

/**
 * A run that goes on, with the pictures that it learned: those that are given again, or that it says where to find.
 * @throws UsageError where the pictures are others, or not to be had.
 */
async function resumed(
  folder: string,
  from: Checkpoint,
  { first, extras: given }: Asked<typeof extras>,
  { tell }: Terminal,
): Promise<Beginning> {
  const config = resumedConfig(folder, from, first);
  const { dataset } = config;
  const run = `The run in ${folder}`;
  if (given.data === undefined)
    return { config, own: await findOwnSet(dataset, folder, run), choice: whereLeft(folder) };
  const other = `leave out --data, or start a new run with --out`;
  if (!isOwnName(dataset)) throw new UsageError(`${run} learned ${datasetOf(config).title}: ${other}.`);
  const choice = choiceAgain(given.data, given, dataset, folder);
  const own = await readOwnSet(choice, tell);
  if (own.facts.name === dataset) return { config, own, choice };
  throw new UsageError(
    `${run} learned ${setText(dataset)}, but ${given.data} holds other pictures, ${own.facts.name}: give the same again, or start a new run with --out.`,
  );
}

const passedOver = ({ checkpoint, damaged }: KeptRun): string =>
  `The newest checkpoint cannot be read (${damaged}), so the run goes on from the one before it, of step ${checkpoint.position.step}.`;

export const train: Command = {
  table,
  async run(argv, terminal) {
    const asked = readAsked(table, argv);
    const { out, resume, json, verbose } = asked.extras;
    if (resume !== undefined && asked.extras['start-from'] !== undefined)
      throw new UsageError('--resume goes on with a run, --start-from begins another: give one of them.');
    const target = out ?? resume;
    const opened = await openRunFolder({ out, resume }, terminal.tell);
    const from = opened.from?.checkpoint;
    if (opened.from?.damaged !== undefined) terminal.tell(passedOver(opened.from));
    const { config, own, choice, start } =
      from && resume !== undefined
        ? await resumed(resume, from, asked, terminal)
        : await begun(asked, terminal);
    const accepted = asked.extras['allow-other-device'] ? 'any' : undefined;
    const origin: Origin | undefined = from ? { kind: 'checkpoint', checkpoint: from, accepted } : start;
    const runId = new Date().toISOString();
    const folder = opened.begin(runId);
    const keeping = folder && createKeeping({ folder, runId, tell: terminal.tell });
    const keepPath = folder && openPath(folder.path, from ? { resumed: resume } : { fresh: config });
    const save = async (checkpoint: Checkpoint) => {
      await keeping?.save(checkpoint);
      keepPath?.(checkpoint);
    };

    const print = trainPrinter(terminal, {
      json,
      verbose,
      live: process.stderr.isTTY === true,
      write: (text) => void process.stderr.write(text),
    });
    let failure: Problem | undefined;
    let notKept: string | undefined;
    /** A run whose result is not where it was asked to be has not succeeded. */
    function ended(event: EventOf<'end'>): EventOf<'end'> {
      failure = event.problem;
      notKept = keeping?.settle();
      if (notKept === undefined || failure) return event;
      return { ...event, outcome: 'failed', problem: { kind: 'text', text: notKept } };
    }
    let early = false;
    let stop = () => {};
    const emit = (event: RunEvent) => {
      // A run that is refused before leaves no folder.
      if (event.type === 'start') {
        folder?.start();
        if (folder && choice) leaveWhere(folder.path, choice);
      }
      const told = event.type === 'end' ? ended(event) : event;
      folder?.log(told);
      print(told);
      if (told.type !== 'epoch' || !terminal.endsEarly?.(told)) return;
      early = true;
      stop();
    };
    const { openPictures, openRun, withDevice } = await import('../heavy.ts');
    let reason: Ending | undefined;
    const outcome = await withDevice(terminal, async (device) => {
      const run = openRun({
        runId,
        config,
        openDevice: async () => device,
        openData: openPictures({ own }),
        tuningStore: fileStore,
        emit,
        origin: origin && (async () => origin),
        save: keeping && save,
        saving: { share: Number.POSITIVE_INFINITY, every: asked.extras['save-every'] },
      });
      stop = run.stop;
      const stopping = stopOnRequest(terminal, run.stop);
      try {
        return await run.run();
      } finally {
        reason = stopping.reason();
        stopping.release();
        folder?.close();
      }
    });
    if (failure && asksFirst(failure))
      throw new UsageError(`${sentenceOf(failure)} To go on here all the same, add --allow-other-device.`);
    const keptStep = folder?.keptStep();
    if (outcome !== 'finished' && notKept === undefined && keptStep !== undefined) {
      const gentler = failure?.kind === 'diverged' ? ` --learning-rate ${failure.gentler}` : '';
      terminal.tell(`Kept in ${target} up to step ${keptStep}: go on with --resume ${target}${gentler}.`);
    }
    if (failure) {
      if (notKept !== undefined) terminal.tell(notKept);
      throw new EndingError(failure.kind === 'diverged' ? 'diverged' : 'failed', sentenceOf(failure));
    }
    if (notKept !== undefined) throw new EndingError('notKept', notKept);
    switch (outcome) {
      case 'finished':
        return exitCodes.done;
      case 'stopped':
        return reason === undefined && early ? exitCodes.done : exitCodes[reason ?? 'interrupted'];
      case 'failed':
        throw new Error('The run failed.');
      default:
        return outcome satisfies never;
    }
  },
};
