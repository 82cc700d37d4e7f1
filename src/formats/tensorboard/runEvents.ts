/**
 * What TensorBoard is told of a run: its curves, its settings as text, and its settings and last figures for the HParams plugin, whose tables
 * and parallel coordinates compare runs.
 */
import { formatSetting } from '../../training/config.ts';
import type { EpochEvent } from '../../training/events.ts';
import { type RunConfig, type SettingKey, settings } from '../../training/settings.ts';
import { doubleField, type Encoded, fields, integerField, messageField, textField } from '../protobuf.ts';
import { eventFile, type LoggedEvent, type LoggedValue } from './eventFile.ts';

/** A run, as far as it is logged. */
export interface LoggedRun {
  readonly config: RunConfig;
  readonly epochs: readonly EpochEvent[];
  /** Seconds since 1970 when its last epoch ended. */
  readonly ended: number;
}

/** Tags of the curves; what stands before the slash is a group of charts. */
const curves = {
  'loss/train': 'trainLoss',
  'loss/test': 'testLoss',
  'accuracy/train': 'trainAccuracy',
  'accuracy/test': 'testAccuracy',
  learning_rate: 'learningRate',
  images_per_second: 'imagesPerSecond',
} as const satisfies Readonly<Record<string, keyof EpochEvent>>;

const keys = Object.keys(settings) as SettingKey[];

/** google.protobuf.Value. */
function hparamValue(key: SettingKey, value: unknown): Encoded {
  if (typeof value === 'number') return doubleField(2, value);
  if (typeof value === 'boolean') return integerField(4, Number(value));
  return textField(3, formatSetting(key, value));
}

/** HParamsPluginData with a SessionStartInfo: `tensorboard/plugins/hparams/plugin_data.proto`. */
const sessionStart = (config: RunConfig, started: number): Encoded =>
  messageField(
    3,
    fields(
      ...keys.map((key) =>
        messageField(1, fields(textField(1, key), messageField(2, hparamValue(key, config[key])))),
      ),
      doubleField(5, started),
    ),
  );

const successful = 1;
const sessionEnd = (ended: number): Encoded =>
  messageField(4, fields(integerField(1, successful), doubleField(2, ended)));

const settingsTable = (config: RunConfig): string =>
  [
    '| setting | value |',
    '| --- | --- |',
    ...keys.map((key) => `| ${key} | ${formatSetting(key, config[key])} |`),
  ].join('\n');

/** Seconds of an epoch; none where nobody knows. */
const secondsOf = ({ seconds }: EpochEvent): number => (Number.isFinite(seconds) ? seconds : 0);

/** When the run began, had it never paused. */
const startOf = ({ epochs, ended }: Pick<LoggedRun, 'epochs' | 'ended'>): number =>
  epochs.reduce((start, epoch) => start - secondsOf(epoch), ended);

/** When each epoch ended, in seconds since 1970, had the run never paused. */
export function epochEnds(run: Pick<LoggedRun, 'epochs' | 'ended'>): number[] {
  let now = startOf(run);
  return run.epochs.map((epoch) => {
    now += secondsOf(epoch);
    return now;
  });
}

/** The events of a run, at the steps at which its epochs ended. Values that are no numbers stay out: TensorBoard cannot draw them. */
export function runEvents(run: LoggedRun): LoggedEvent[] {
  const { config, epochs, ended } = run;
  const started = startOf(run);
  const ends = epochEnds(run);
  const first: LoggedValue[] = [
    { tag: '_hparams_/session_start_info', hparams: sessionStart(config, started) },
    { tag: 'settings/text_summary', text: settingsTable(config) },
  ];
  const told = epochs.map((epoch, i): LoggedEvent => {
    const values = Object.entries(curves).map(([tag, key]) => ({ tag, scalar: epoch[key] }));
    return {
      wallTime: ends[i] ?? ended,
      step: epoch.step,
      values: values.filter(({ scalar }) => Number.isFinite(scalar)),
    };
  });
  return [
    { wallTime: started, step: 0, values: first },
    ...told,
    { wallTime: ended, step: 0, values: [{ tag: '_hparams_/session_end_info', hparams: sessionEnd(ended) }] },
  ];
}

/** TensorBoard takes every file of this beginning in a folder for a part of the run that the folder names. */
export const eventFileName = (ended: number): string =>
  `events.out.tfevents.${Math.floor(ended)}.resnet-playground`;

export const runEventFile = (run: LoggedRun): Uint8Array => {
  const events = runEvents(run);
  return eventFile(events[0]?.wallTime ?? run.ended, events);
};
