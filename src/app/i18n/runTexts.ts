/**
 * Texts about runs in the words of a language: values of settings, the line on what changed, names of references and
 * exports. Pure.
 */
import { type DatasetName, factsOf, type OwnName } from '../../data/sets/index.ts';
import { modelName, type PresetShape } from '../../model/presets.ts';
import type { ModelSpec } from '../../model/spec.ts';
import type { Problem } from '../../problems/index.ts';
import { accuracyInterval } from '../../training/accuracyInterval.ts';
import { formatSetting } from '../../training/config.ts';
import type { Condition } from '../../training/settingRules.ts';
import {
  type ChangedSettings,
  defaultConfig,
  type RunConfig,
  type SettingKey,
  settings,
} from '../../training/settings.ts';
import type { ExportChoice } from '../state/fileNames.ts';
import { noteReference, type ReferenceId } from '../state/references.ts';
import type { Change, Changed } from '../state/runs.ts';
import type { Words } from './words.ts';

type NamedShape = PresetShape & Pick<ModelSpec, 'shortcut' | 'norm'>;

/** The name of a network: `ResNet-20`, or `Plain-20` where it has no shortcuts; one without batch norm says so. */
export function networkText({ model }: Words, spec: NamedShape): string {
  const name = model.networkName(modelName(spec), spec.shortcut === 'none');
  return spec.norm === 'none' ? model.withoutNorm(name) : name;
}

/** The same with the kind of its shortcuts where that is not the usual one: what tells networks of one name apart. */
export const networkInFull = (words: Words, spec: NamedShape): string =>
  words.files.network(networkText(words, spec), spec.shortcut);

/** A test accuracy, which says so where it is that of a picture and its mirror image together. */
export const testedText = (
  { figures, runs }: Words,
  share: number,
  { mirrorTest }: Pick<RunConfig, 'mirrorTest'>,
): string => (mirrorTest ? runs.mirrored(figures.percent(share)) : figures.percent(share));

/** What an accuracy on few test pictures is worth; undefined where they are many. */
export function fewPicturesText(
  { figures: { percent }, runs }: Words,
  accuracy: number,
  pictures: number,
): string | undefined {
  const interval = accuracyInterval(accuracy, pictures);
  return (
    interval && runs.fewPictures(percent(accuracy), pictures, percent(interval.low), percent(interval.high))
  );
}

/** A choice of a setting, as people read it. */
export function choiceText({ settings: known }: Words, key: SettingKey, value: string): string {
  const words = known[key];
  const choices: Readonly<Record<string, string>> = 'choices' in words ? words.choices : {};
  return choices[value] ?? value;
}

/** A value in the form of the address, as people read it. */
export function valueText(words: Words, key: Change['key'], text: string): string {
  if (key === 'model') {
    const [name = '', plain] = text.split(' ');
    return words.model.networkName(name, plain !== undefined);
  }
  switch (settings[key].kind) {
    case 'boolean':
      return text === 'true' ? words.runs.yes : words.runs.no;
    case 'choice':
      return choiceText(words, key, text);
    case 'dataset':
      return factsOf(text as DatasetName).title;
    case 'list':
    case 'depths':
      return text === 'none' ? words.runs.nothing : text;
    case 'set':
      if (text === 'none') return words.runs.nothing;
      return text
        .split(',')
        .map((choice) => choiceText(words, key, choice))
        .reduce(words.runs.join);
    case 'number':
    case 'integer':
      return words.figures.exact(Number(text));
    default:
      return settings[key] satisfies never;
  }
}

export const labelOf = (words: Words, key: SettingKey | 'model'): string =>
  key === 'model' ? words.model.preset : words.settings[key].label;

/** Why a setting is without effect, as a sentence. */
export const noEffectText = (words: Words, { key, is }: Condition): string =>
  words.training.noEffect(labelOf(words, key), valueText(words, key, formatSetting(key, is)));

/** What broke, as a sentence of its own without its full stop: of every problem that a run outlives. */
export function brokeText({ log }: Words, { kind }: Problem): string {
  const known: Readonly<Record<string, string>> = log.broke;
  return known[kind] ?? log.broke.other;
}

/** What was changed by hand: what each setting is called, and its value in words. */
export const liveValues = (
  words: Words,
  changed: ChangedSettings,
): { readonly label: string; readonly value: string }[] =>
  (Object.keys(changed) as (keyof ChangedSettings)[]).map((key) => ({
    label: labelOf(words, key),
    value: valueText(words, key, formatSetting(key, changed[key])),
  }));

/** What was changed by hand, one text a setting: such as `Learning rate set to 0.05`. */
export const setTexts = (words: Words, changed: ChangedSettings): string[] =>
  liveValues(words, changed).map(({ label, value }) => words.log.changePart(label, value));

/** That shortcuts went or came is said in a word of its own: it is what most runs are compared for. */
function changeText(words: Words, { key, from, to }: Change): string {
  if (key === 'shortcut' && to === 'none') return words.runs.residualOff;
  if (key === 'shortcut' && from === 'none' && to === defaultConfig.shortcut) return words.runs.residualOn;
  return words.runs.change(labelOf(words, key), valueText(words, key, from), valueText(words, key, to));
}

/** Such as `Learning rate 0.1 → 0.05, Epochs 10 → 20`. */
export function changedLine(words: Words, { since, changes, byHand }: Changed): string {
  const parts = changes.map((change) => changeText(words, change));
  const none = since ? words.runs.noChange(since.name) : words.runs.defaults;
  const hand = byHand.map((key) => words.runs.byHand(labelOf(words, key)));
  return [...(parts.length === 0 ? [none] : parts), ...hand].reduce(words.runs.join);
}

/** What the changes are counted from. */
export const changedFrom = (words: Words, { since }: Changed): string =>
  since ? words.runs.changedSince(since.name) : words.runs.changedFromDefaults;

/** Such as `Paper: ResNet-20`. */
export const referenceName = (words: Words, id: ReferenceId): string =>
  id === 'note'
    ? words.runs.referenceNoteShort(words.model.presetName(noteReference.model))
    : words.runs.referencePaperShort(words.model.presetName(id));

/** What one way to export a run is called, such as `ONNX, best epoch`. */
export const exportText = ({ files }: Words, { part, format }: ExportChoice): string =>
  part === 'best' ? files.ofBest(files.format[format]) : files.format[format];

/** Which pictures a run on an own set needs that are not here: all that its name says. */
export function picturesNeeded({ flow }: Words, dataset: OwnName): string {
  const { classes, images, imageSize } = factsOf(dataset);
  return flow.picturesNeeded(classes.length, images.train, images.test, imageSize);
}
