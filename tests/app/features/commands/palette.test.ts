/** What the palette offers, and what is found in it. */
import { describe, expect, it } from 'vitest';
import { type CommandGroup, commandsOf, found } from '../../../../src/app/features/commands/commands.ts';
import { catalogues } from '../../../../src/app/i18n/words.ts';
import { foldEvent, newRun } from '../../../../src/app/state/run.ts';
import { presets } from '../../../../src/model/presets.ts';
import { defaultConfig, settingKeys } from '../../../../src/training/settings.ts';
import { config, phase, runId, start } from '../../events.ts';

const { en, zh } = catalogues;
const idle = { config: defaultConfig, dark: false };
const running = [start(), phase('training')].reduce(foldEvent, newRun(runId, config));
const idsOf = (groups: readonly CommandGroup[]) =>
  groups.flatMap(({ commands }) => commands.map(({ id }) => id));
const first = (groups: readonly CommandGroup[]) => groups[0]?.commands.map(({ id }) => id);

describe('the commands', () => {
  it('of a run are those that would do something now', () => {
    expect(first(commandsOf(idle, en))).toEqual(['start']);
    expect(first(commandsOf({ ...idle, run: running }, en))).toEqual(['pause', 'stop']);
    const paused = { ...running, phase: 'paused' } as const;
    expect(first(commandsOf({ ...idle, run: paused }, en))).toEqual(['resume', 'singleStep', 'stop']);
    expect(first(commandsOf({ ...idle, run: { ...running, asked: 'stop' } }, en))).not.toContain('stop');
    expect(idsOf(commandsOf({ ...idle, run: running }, en))).not.toContain('reset');
  });

  it('lead to every network but the chosen one, and to every setting with one control', () => {
    const ids = idsOf(commandsOf({ ...idle, config: { ...defaultConfig, ...presets.resnet56 } }, en));
    expect(ids).toContain('preset-resnet20');
    expect(ids).not.toContain('preset-resnet56');
    expect(ids.filter((id) => id.startsWith('setting-'))).toHaveLength(settingKeys.length - 1);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are found by all words of a query, in either language', () => {
    const search = (query: string, words = en) => idsOf(found(commandsOf(idle, words), query));
    expect(search('rate LEARN')).toContain('setting-learningRate');
    expect(search('learning rate', zh)).toContain('setting-learningRate');
    expect(search('学习率', zh)).toContain('setting-learningRate');
    expect(search('resnet-110')).toEqual(['preset-resnet110']);
    expect(search('no such thing')).toEqual([]);
    expect(search('')).toEqual(idsOf(commandsOf(idle, en)));
  });
});
