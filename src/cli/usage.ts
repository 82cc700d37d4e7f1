/** Help texts, written from the same tables that parse the command line. */
import { presetNames } from '../model/presets.ts';
import { formatSetting } from '../training/config.ts';
import { type RecipeName, recipeNames } from '../training/recipes.ts';
import type { Setting, SettingGroup } from '../training/settingKinds.ts';
import { type Condition, conditionsOf, defaultRulesOf } from '../training/settingRules.ts';
import { flagOf, type SettingKey, settings } from '../training/settings.ts';
import { type Ending, endings, exitCodes } from './exitCodes.ts';
import { type ExtraOption, hasModel, hasRecipe, type OptionTable } from './options.ts';

const width = 100;
const indent = 30;

function wrap(text: string, left = indent): string {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1] ?? '';
    if (last !== '' && last.length + word.length + 1 > width - left) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join(`\n${' '.repeat(left)}`);
}

function row(left: string, right: string): string {
  const gap = left.length + 2 < indent ? ' '.repeat(indent - 2 - left.length) : `\n${' '.repeat(indent)}`;
  return `  ${left}${gap}${wrap(right)}`;
}

function placeholderOf(s: Setting): string {
  switch (s.kind) {
    case 'number':
      return ' X';
    case 'integer':
      return ' N';
    case 'list':
      return ' N,N,…';
    case 'depths':
      return ' EPOCH:N,N,…';
    case 'choice':
    case 'dataset':
      return ` ${s.choices.join('|')}`;
    case 'set':
      return ` ${s.choices.join(',')}|none`;
    case 'boolean':
      return '';
    default:
      return s satisfies never;
  }
}

/** As it is written on a command line: `--optimizer adamw`, or `--no-NAME` for a switch. */
function flagText({ key, is }: Condition): string {
  if (typeof is === 'boolean') return `--${is ? '' : 'no-'}${flagOf(key)}`;
  return `--${flagOf(key)} ${formatSetting(key, is)}`;
}

/** What the rules between settings say of one, as far as the command has the other. */
function rulesText({ settings: known }: OptionTable, key: SettingKey): string {
  const follows = defaultRulesOf(key)
    .filter(({ when }) => known.includes(when.key))
    .map((rule) => ` With ${flagText(rule.when)}: ${formatSetting(key, rule.default)}.`);
  const conditions = conditionsOf(key).filter((condition) => known.includes(condition.key));
  const noEffect = conditions.length === 0 ? '' : ` No effect with ${conditions.map(flagText).join(' or ')}.`;
  return follows.join('') + noEffect;
}

function extraRow(flag: string, extra: ExtraOption): string {
  const value = extra.kind === 'flag' ? '' : ` ${extra.value ?? (extra.kind === 'integer' ? 'N' : 'TEXT')}`;
  const fallback =
    extra.kind === 'integer' && extra.default !== undefined ? ` Default: ${extra.default}.` : '';
  return row(`--${flag}${value}`, extra.help + fallback);
}

const titles: Record<SettingGroup, string> = {
  model: 'Model',
  optimizer: 'Optimizer',
  schedule: 'Schedule',
  data: 'Data',
  run: 'Run',
};

const recipeHelp: Record<RecipeName, string> = {
  standard: 'the defaults',
  fast: 'the most accuracy in the fewest epochs',
  paper:
    'He et al. 2015 on CIFAR-10, 64,000 steps at batch 128 with the rate divided by ten at 32,000 and 48,000',
  note: 'the 100 epochs of the PyTorch note, which names nothing else, with the usual settings of its time',
};

const usualEndings: readonly Ending[] = ['done', 'failed', 'refused'];

/** The help of one command. */
export function usageOf(table: OptionTable, summary: string): string {
  const lines = [`resnet ${table.command}: ${summary}`];
  if (table.note) lines.push('', wrap(table.note, 0));
  for (const group of Object.keys(titles) as SettingGroup[]) {
    const keys = table.settings.filter((key) => settings[key].group === group);
    if (keys.length === 0) continue;
    lines.push('', titles[group]);
    if (group === 'model' && hasModel(table)) {
      lines.push(
        row(
          '--model NAME',
          `${presetNames.join(', ')}; sets blocks, width, block and stem, which can still be given one by one.`,
        ),
      );
    }
    if (group === 'run' && hasRecipe(table)) {
      const each = recipeNames.map((name) => `${name}: ${recipeHelp[name]}`);
      const text = `Sets all that it takes to train, of which single parts can still be given. ${each.join('; ')}.`;
      lines.push(row('--recipe NAME', text));
    }
    for (const key of keys) {
      const s: Setting = settings[key];
      const flag = s.kind === 'boolean' ? `[no-]${flagOf(key)}` : flagOf(key);
      const fallback = formatSetting(key, table.defaults?.[key] ?? s.default);
      const text = `${s.help} Default: ${fallback}.${rulesText(table, key)}`;
      lines.push(row(`--${flag}${placeholderOf(s)}`, text));
    }
  }
  lines.push('', 'Command');
  for (const [flag, extra] of Object.entries(table.extras)) lines.push(extraRow(flag, extra));
  lines.push(row('--help', 'This text.'));
  lines.push('', 'Exit codes');
  for (const ending of table.endings ?? usualEndings)
    lines.push(row(String(exitCodes[ending]), endings[ending]));
  return lines.join('\n');
}
