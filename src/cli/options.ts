/**
 * One options parser for all commands: settings come from the table in src/training/settings.ts, a command adds the
 * few options that are not settings. Everything wrong is said in one sentence.
 */
import { parseArgs } from 'node:util';
import { nearest } from '../base/nearest.ts';
import { configFrom, SettingError } from '../training/config.ts';
import { numberIn } from '../training/numbers.ts';
import { recipeKeys } from '../training/recipes.ts';
import { flagOf, type RunConfig, type SettingKey, settings, type TogetherKey } from '../training/settings.ts';
import { type Ending, EndingError } from './exitCodes.ts';

/** A mistake of the person at the keyboard. The message is one sentence for them. */
export class UsageError extends EndingError {
  override name = 'UsageError';

  constructor(message: string, options?: ErrorOptions) {
    super('refused', message, options);
  }
}

/** An option of a command that is not a setting of a run. */
export type ExtraOption = {
  readonly help: string;
  /** What the help calls the value, such as `FILE`. */
  readonly value?: string;
} & (
  | { readonly kind: 'flag' }
  | { readonly kind: 'text' }
  | {
      readonly kind: 'integer';
      readonly min: number;
      readonly max: number;
      /** Named by the help too. Without one the value is undefined where the option is not given. */
      readonly default?: number;
    }
);
export type ExtraOptions = Readonly<Record<string, ExtraOption>>;

type ExtraValue<E extends ExtraOption> = E extends { kind: 'flag' }
  ? boolean
  : E extends { kind: 'integer' }
    ? E extends { default: number }
      ? number
      : number | undefined
    : string | undefined;

/** What a command understands. */
export interface OptionTable<X extends ExtraOptions = ExtraOptions> {
  readonly command: string;
  readonly settings: readonly SettingKey[];
  /** Defaults of this command that are not the table's. */
  readonly defaults?: Partial<RunConfig>;
  readonly extras: X;
  /** What the help says besides. */
  readonly note?: string;
  /** How it can end, where that is more than the usual three. */
  readonly endings?: readonly Ending[];
}

export interface Options<X extends ExtraOptions> {
  readonly config: RunConfig;
  /** Settings that were given, `model` and `recipe` among them; the others have their defaults. */
  readonly given: ReadonlySet<SettingKey | TogetherKey>;
  readonly extras: { readonly [K in keyof X]: ExtraValue<X[K]> };
}

export const hasModel = (table: OptionTable): boolean => table.settings.includes('blocks');

/** Whether a command has all that a recipe decides. */
export const hasRecipe = (table: OptionTable): boolean =>
  recipeKeys.every((key) => table.settings.includes(key));

/** Flags by the key they set, `model` and `recipe` first where the command has them. */
function flagsOf(table: OptionTable): Map<string, SettingKey | TogetherKey> {
  const together: TogetherKey[] = [
    ...(hasModel(table) ? (['model'] as const) : []),
    ...(hasRecipe(table) ? (['recipe'] as const) : []),
  ];
  const keys = [...together, ...table.settings];
  return new Map(keys.map((key) => [flagOf(key), key]));
}

const isFlag = (table: OptionTable, flag: string): boolean => {
  const key = flagsOf(table).get(flag);
  if (key !== undefined) return key !== 'model' && key !== 'recipe' && settings[key].kind === 'boolean';
  return table.extras[flag]?.kind === 'flag';
};

/** Whether what is given again is added to what was given before. */
const isRepeatable = (table: OptionTable, flag: string): boolean => {
  const key = flagsOf(table).get(flag);
  return key === 'depthAt';
};

function readInteger(flag: string, text: string, { min, max }: { min: number; max: number }): number {
  const value = numberIn(text, true);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new UsageError(`--${flag} must be a whole number from ${min} to ${max}, but it is "${text}".`);
}

/** The texts given on the command line, by flag. */
function readTexts(table: OptionTable, argv: readonly string[]): Map<string, string> {
  const names = [...flagsOf(table).keys(), ...Object.keys(table.extras)];
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      names.map((name) => [name, { type: isFlag(table, name) ? 'boolean' : 'string' } as const]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const texts = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      throw new UsageError(
        `${table.command} does not know what to do with "${token.value}": every value follows its option, such as --${names[0]} ….`,
      );
    }
    const negated = token.name.startsWith('no-') && isFlag(table, token.name.slice(3));
    const name = negated ? token.name.slice(3) : token.name;
    if (!names.includes(name) || !token.rawName.startsWith('--')) {
      throw new UsageError(
        `${table.command} has no option ${token.rawName}: did you mean --${nearest(name, names)}? (resnet ${table.command} --help lists all.)`,
      );
    }
    if (isFlag(table, name)) texts.set(name, token.value ?? String(!negated));
    else if (token.value === undefined || (!token.inlineValue && token.value.startsWith('--')))
      throw new UsageError(`--${name} needs a value.`);
    else {
      const before = isRepeatable(table, name) ? texts.get(name) : undefined;
      texts.set(name, before === undefined ? token.value : `${before};${token.value}`);
    }
  }
  return texts;
}

function readExtra(flag: string, extra: ExtraOption, text: string | undefined): unknown {
  switch (extra.kind) {
    case 'flag':
      if (text === undefined || text === 'true' || text === 'false') return text === 'true';
      throw new UsageError(`--${flag} takes no value, but it was given "${text}".`);
    case 'text':
      if (text !== '') return text;
      throw new UsageError(`--${flag} needs a value.`);
    case 'integer':
      return text === undefined ? extra.default : readInteger(flag, text, extra);
    default:
      return extra satisfies never;
  }
}

/**
 * Reads a command line. Settings that are not given have their defaults.
 * @throws UsageError with one sentence.
 */
export function readOptions<X extends ExtraOptions>(
  table: OptionTable<X>,
  argv: readonly string[],
): Options<X> {
  const texts = readTexts(table, argv);
  const given = new Map<SettingKey | TogetherKey, string>();
  for (const [flag, key] of flagsOf(table)) {
    const text = texts.get(flag);
    if (text !== undefined) given.set(key, text);
  }
  const extras = Object.fromEntries(
    Object.entries(table.extras).map(([flag, extra]) => [flag, readExtra(flag, extra, texts.get(flag))]),
  ) as Options<X>['extras'];
  try {
    const config = configFrom(
      Object.fromEntries(given),
      (key) => `--${flagOf(key as SettingKey)}`,
      table.defaults,
    );
    return { config, given: new Set(given.keys()), extras };
  } catch (error) {
    if (error instanceof SettingError) throw new UsageError(error.message);
    throw error;
  }
}
