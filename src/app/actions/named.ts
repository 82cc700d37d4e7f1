/**
 * The actions that have a name of their own in the catalogues: of the run, and of the page around it. A word without an
 * action, or an action without words, does not compile.
 */
import { configDiff } from '../../training/config.ts';
import { defaultConfig, type RunConfig } from '../../training/settings.ts';
import { loadWords, type Words } from '../i18n/words.ts';
import { invalidKeys } from '../state/invalid.ts';
import { linkTo } from '../state/overlay.ts';
import { isPlain, twinOf } from '../state/plain.ts';
import { otherLanguage } from '../state/preferences.ts';
import { isActive, type Run } from '../state/run.ts';
import { toCompare } from '../state/runs.ts';
import { withPictures } from '../state/withPictures.ts';
import { openFileChooser } from '../ui/fileChooser.ts';
import { type Action, type ActionContext, type Chord, weightsAtHand } from './action.ts';

export type ActionName = keyof Words['actions'];

const runOf = ({ page }: ActionContext): Run | undefined => page.store.getState().run;
const isPaused = (run: Run | undefined): boolean => isActive(run) && run.phase === 'paused' && !run.asked;
const idle = (context: ActionContext): boolean => !isActive(runOf(context));
const always = (): boolean => true;

const hasTwin = ({ page }: ActionContext): boolean => !page.store.getState().assignment?.locks('shortcut');

/** Trains what is set. */
const begin = ({ page, overlay, keeps }: ActionContext): void =>
  withPictures(page.store.getState().config.dataset, overlay, page.actions.start, keeps);

/** Sets the twin of the network that is set, for a run at once or, while one is under way, for the next. */
function trainTwin(context: ActionContext): void {
  const { page } = context;
  const { config, shortcutKind } = page.store.getState();
  const twin = twinOf(config, shortcutKind);
  if (!page.actions.admits(twin)) return;
  page.actions.setAll(twin);
  begin(context);
}

/** The words of most stand in the catalogue under their name. */
type NamedAction = Omit<Action, 'id' | 'text'> & Partial<Pick<Action, 'text'>>;

/** Copies the address that brings others to these settings, and says whether the browser let us. */
export function copyLinkTo(
  config: RunConfig,
  { overlay, copy, href }: Pick<ActionContext, 'overlay' | 'copy' | 'href'>,
): void {
  const link = linkTo(config, href());
  void copy(link).then((copied) => overlay.say({ kind: copied ? 'copied' : 'copy-failed', link }));
}

const records: Readonly<Record<ActionName, NamedAction>> = {
  start: {
    group: 'run',
    key: ' ',
    possible: idle,
    perform(context) {
      const { page, stage, overlay } = context;
      const state = page.store.getState();
      const [key] = invalidKeys(state);
      const invalid = key && state.invalid[key];
      if (!invalid) return begin(context);
      overlay.say({ kind: 'invalid', key, problem: invalid.problem });
      stage.actions.goTo(key);
    },
  },
  pause: {
    group: 'run',
    key: ' ',
    possible(context) {
      const run = runOf(context);
      return isActive(run) && run.phase !== 'paused' && !run.asked;
    },
    perform: ({ page }) => page.actions.pause(),
  },
  resume: {
    group: 'run',
    key: ' ',
    possible: (context) => isPaused(runOf(context)),
    perform: ({ page }) => page.actions.resume(),
  },
  singleStep: {
    group: 'run',
    key: 's',
    possible: (context) => isPaused(runOf(context)),
    perform: ({ page }) => page.actions.singleStep(),
  },
  stop: {
    group: 'run',
    possible(context) {
      const run = runOf(context);
      return isActive(run) && run.asked !== 'stop';
    },
    perform: ({ page }) => page.actions.stop(),
  },
  reset: {
    group: 'page',
    key: 'r',
    possible: idle,
    perform({ page, overlay }) {
      const { config: before, invalid, assignment } = page.store.getState();
      const fresh = assignment?.admit(defaultConfig).config ?? defaultConfig;
      const changed = configDiff(before, fresh).length + Object.keys(invalid).length;
      if (changed === 0) return overlay.say({ kind: 'already-default' });
      page.actions.setAll(fresh);
      overlay.say({ kind: 'reset', before });
    },
    refuse: ({ overlay }) => overlay.say({ kind: 'reset-when-over' }),
  },
  copyLink: {
    group: 'page',
    text: (words) => ({ ...words.actions.copyLink, keywords: ['link', 'share', 'address', 'url'] }),
    possible: always,
    perform: (context) => copyLinkTo(context.page.store.getState().config, context),
  },
  share: {
    group: 'page',
    possible: always,
    perform: ({ overlay }) => overlay.open('share'),
  },
  plainTwin: {
    group: 'networks',
    possible: (context) => hasTwin(context) && !isPlain(context.page.store.getState().config),
    perform: trainTwin,
  },
  residualTwin: {
    group: 'networks',
    possible: (context) => hasTwin(context) && isPlain(context.page.store.getState().config),
    perform: trainTwin,
  },
  compare: {
    group: 'page',
    text: (words) => ({ ...words.actions.compare, keywords: ['compare', 'difference'] }),
    possible: always,
    perform: ({ runs, overlay }) => overlay.compare(toCompare(runs.store.getState().runs)),
  },
  several: {
    group: 'page',
    text: (words) => ({ ...words.actions.several, keywords: ['sweep', 'queue', 'grid', 'seeds'] }),
    possible: always,
    perform: ({ overlay }) => overlay.open('queue'),
  },
  groups: {
    group: 'page',
    text: (words) => ({ ...words.actions.groups, keywords: ['groups', 'seeds', 'mean'] }),
    possible: always,
    perform: ({ runs, overlay }) => overlay.compare(toCompare(runs.store.getState().runs), 'groups'),
  },
  // Where there are weights, each format has an action of its own instead.
  export: {
    group: 'weights',
    text: (words) => ({ ...words.actions.export, keywords: ['export', 'save', 'download'] }),
    possible: (context) => weightsAtHand(context) === undefined,
    perform: ({ overlay }) => overlay.say({ kind: 'nothing-to-export' }),
  },
  import: {
    group: 'weights',
    text: (words) => ({ ...words.actions.import, keywords: ['import', 'open', 'load', 'upload'] }),
    possible: always,
    perform: openFileChooser,
  },
  ownPicture: {
    group: 'page',
    text: (words) => ({ ...words.actions.ownPicture, keywords: ['picture', 'photo', 'upload', 'camera'] }),
    possible: always,
    perform: ({ overlay }) => overlay.open('picture'),
  },
  ownData: {
    group: 'page',
    text: (words) => ({
      ...words.actions.ownData,
      keywords: ['dataset', 'pictures', 'photos', 'images', 'upload'],
    }),
    possible: always,
    perform: ({ overlay }) => overlay.open('data'),
  },
  palette: {
    group: 'page',
    key: 'mod+k',
    possible: always,
    perform: ({ overlay }) => overlay.open('palette'),
  },
  help: {
    group: 'page',
    key: '?',
    possible: always,
    perform: ({ overlay }) => overlay.open('help'),
  },
  language: {
    group: 'page',
    text: (words) => ({ ...words.actions.language, keywords: ['English', '中文', 'language'] }),
    possible: always,
    perform({ preferences, overlay }) {
      const language = otherLanguage(preferences.getState().language);
      void loadWords(language).then(() => preferences.setState({ language }), overlay.notLoaded);
    },
  },
  toDark: {
    group: 'page',
    text: (words) => ({ ...words.actions.toDark, keywords: ['theme', 'dark', 'mode', 'night'] }),
    possible: ({ scheme }) => !scheme.dark,
    perform: ({ scheme }) => scheme.toggle(),
  },
  toLight: {
    group: 'page',
    text: (words) => ({ ...words.actions.toLight, keywords: ['theme', 'light', 'mode', 'day'] }),
    possible: ({ scheme }) => scheme.dark,
    perform: ({ scheme }) => scheme.toggle(),
  },
};

const names = Object.keys(records) as readonly ActionName[];

/** By name; each is found in the palette by its id too. */
export const namedActions = Object.fromEntries(
  names.map((name): [ActionName, Action] => [
    name,
    { id: name, text: (words) => ({ ...words.actions[name], keywords: [name] }), ...records[name] },
  ]),
) as Readonly<Record<ActionName, Action>>;

/** Does what a key stands for now. @returns whether anything listens to the key. */
export function press(chord: Chord, context: ActionContext): boolean {
  const listening = Object.values(namedActions).filter(({ key }) => key === chord);
  const possible = listening.find((action) => action.possible(context));
  if (possible) possible.perform(context);
  else for (const action of listening) action.refuse?.(context);
  return listening.length > 0;
}
