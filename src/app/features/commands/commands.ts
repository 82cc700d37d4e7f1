/** What the command palette offers: what can be done now, and every setting to go to. Pure. */
import { type PresetName, presetNames, presetOf } from '../../../model/presets.ts';
import { type RunConfig, type SettingKey, settingKeys, settings } from '../../../training/settings.ts';
import type { Words } from '../../i18n/words.ts';
import { playAction } from '../../state/keyboard.ts';
import { isActive, type Run } from '../../state/run.ts';

export const places = ['diagram', 'run', 'runs', 'speed'] as const;
export type Place = (typeof places)[number];

export type Doing =
  | { readonly kind: 'start' | 'pause' | 'resume' | 'singleStep' | 'stop' }
  | { readonly kind: 'preset'; readonly name: PresetName }
  | { readonly kind: 'setting'; readonly key: SettingKey }
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'reset' | 'link' | 'help' | 'language' | 'scheme' };

export interface Command {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** Further words it is found by: the field's own, whatever the page speaks. */
  readonly keywords?: readonly string[];
  readonly doing: Doing;
}

export interface CommandGroup {
  readonly group: string;
  readonly commands: readonly Command[];
}

export interface Situation {
  readonly config: RunConfig;
  readonly run?: Run;
  readonly dark: boolean;
}

/** The run's commands that would do something now. */
function runCommands({ run }: Situation, { run: words }: Words): Command[] {
  const simple = (kind: 'start' | 'pause' | 'resume' | 'singleStep' | 'stop', label: string): Command => ({
    id: kind,
    label,
    doing: { kind },
  });
  const play = playAction(run);
  const names = { start: words.train, pause: words.pause, resume: words.resume } as const;
  return [
    ...(play ? [simple(play, names[play])] : []),
    ...(play === 'resume' ? [simple('singleStep', words.step)] : []),
    ...(isActive(run) && run.asked !== 'stop' ? [simple('stop', words.stop)] : []),
  ];
}

export function commandsOf(situation: Situation, words: Words): CommandGroup[] {
  const { palette, flow, page, model } = words;
  const { config, run, dark } = situation;
  const networks = presetNames
    .filter((name) => name !== presetOf(config))
    .map(
      (name): Command => ({
        id: `preset-${name}`,
        label: palette.choose(model.presetName(name)),
        keywords: [name],
        doing: { kind: 'preset', name },
      }),
    );
  const fields = settingKeys
    // The blocks have a control for each stage instead.
    .filter((key) => key !== 'blocks')
    .map(
      (key): Command => ({
        id: `setting-${key}`,
        label: words.settings[key].label,
        description: words.settings[key].help,
        keywords: [key, settings[key].label],
        doing: { kind: 'setting', key },
      }),
    );
  const to = places.map(
    (place): Command => ({
      id: place,
      label: palette.goTo(palette.places[place]),
      doing: { kind: 'place', place },
    }),
  );
  const rest: Command[] = [
    ...(isActive(run)
      ? []
      : [{ id: 'reset', label: flow.resetHelp, keywords: ['reset'], doing: { kind: 'reset' } } as const]),
    { id: 'link', label: flow.shareHelp, keywords: ['share'], doing: { kind: 'link' } },
    { id: 'help', label: flow.help, keywords: ['help'], doing: { kind: 'help' } },
    {
      id: 'language',
      label: palette.language,
      keywords: ['English', '中文', 'language'],
      doing: { kind: 'language' },
    },
    {
      id: 'scheme',
      label: dark ? page.toLight : page.toDark,
      keywords: ['theme', 'dark', 'light'],
      doing: { kind: 'scheme' },
    },
  ];
  return [
    { group: palette.groups.run, commands: runCommands(situation, words) },
    { group: palette.groups.page, commands: rest },
    { group: palette.groups.places, commands: to },
    { group: palette.groups.networks, commands: networks },
    { group: palette.groups.settings, commands: fields },
  ].filter(({ commands }) => commands.length > 0);
}

/** What has every word of the query in its label, its description or its keywords; all where the query is empty. */
export function found(groups: readonly CommandGroup[], query: string): CommandGroup[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ label, description = '', keywords = [] }: Command): boolean => {
    const text = [label, description, ...keywords].join(' ').toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
  return groups
    .map(({ group, commands }) => ({ group, commands: commands.filter(fits) }))
    .filter(({ commands }) => commands.length > 0);
}
