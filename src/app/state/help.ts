/**
 * The sections of the help page, how an address names one, and which of them explains a setting. Whoever explains something links
 * here: `ui/Term.tsx` for a word in a text, `readMore` of `ui/Field.tsx` for a control. The words are in `features/help`. Pure.
 */
import type { SettingKey } from '../../training/settings.ts';

/** In the order of the page. */
export const helpSections = [
  'page',
  'network',
  'residual',
  'shortcuts',
  'gradient',
  'degradation',
  'batch-norm',
  'bottleneck',
  'training',
  'learning-rate',
  'curves',
  'overfitting',
  'keys',
  'sources',
] as const;
export type HelpSection = (typeof helpSections)[number];

/** What is opened where nobody asks for a section. */
export const firstSection: HelpSection = 'page';

/** Where each setting is explained. */
export const sectionOf: Readonly<Record<SettingKey, HelpSection>> = {
  blocks: 'network',
  width: 'network',
  block: 'bottleneck',
  shortcut: 'shortcuts',
  norm: 'batch-norm',
  stem: 'network',
  init: 'gradient',
  zeroInit: 'residual',
  stochasticDepth: 'residual',
  optimizer: 'learning-rate',
  learningRate: 'learning-rate',
  momentum: 'learning-rate',
  nesterov: 'learning-rate',
  weightDecay: 'overfitting',
  decay: 'overfitting',
  schedule: 'learning-rate',
  warmup: 'learning-rate',
  epochs: 'training',
  depthAt: 'network',
  batchSize: 'training',
  batchDoubling: 'training',
  labelSmoothing: 'overfitting',
  ema: 'training',
  freeze: 'training',
  augment: 'overfitting',
  dataset: 'network',
  trainImages: 'training',
  testImages: 'curves',
  mirrorTest: 'curves',
  seed: 'training',
  engine: 'page',
  storage: 'page',
  tuning: 'page',
  precision: 'page',
};

const prefix = 'help/';

/** Id of a section's element; a link to it scrolls there by itself. */
export const helpId = (section: HelpSection): string => `${prefix}${section}`;
export const helpHref = (section: HelpSection): string => `#${helpId(section)}`;

/** The section that `location.hash` names; undefined where it names none. */
export function sectionOfHash(hash: string): HelpSection | undefined {
  if (hash === '#help') return firstSection;
  return helpSections.find((section) => hash === helpHref(section));
}
