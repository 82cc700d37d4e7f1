/**
 * Actions that come from a table elsewhere, one for each of its lines: networks to choose, settings and parts of the page
 * to go to, formats to export, sections of the help. A new preset, setting or format is found in the palette without a line here.
 */
import { presetNames, presetOf } from '../../model/presets.ts';
import { isAdjustable, settingKeys, settings } from '../../training/settings.ts';
import { exportText } from '../i18n/runTexts.ts';
import type { Words } from '../i18n/words.ts';
import { exportChoices } from '../state/fileNames.ts';
import { helpSections } from '../state/help.ts';
import { type Action, type ActionContext, weightsAtHand } from './action.ts';

const networks = presetNames.map(
  (name): Action => ({
    id: `preset-${name}`,
    group: 'networks',
    text: ({ palette, model }) => ({ label: palette.choose(model.presetName(name)), keywords: [name] }),
    possible({ page }) {
      const { config, assignment } = page.store.getState();
      return presetOf(config) !== name && !assignment?.locks('blocks');
    },
    perform: ({ page }) => page.actions.choosePreset(name),
  }),
);

const toSettings = settingKeys
  // The blocks have a control for each stage instead.
  .filter((key) => key !== 'blocks' && isAdjustable(key))
  .map(
    (key): Action => ({
      id: `setting-${key}`,
      group: 'settings',
      text: (words) => ({
        label: words.settings[key].label,
        help: words.settings[key].help,
        keywords: [key, settings[key].label],
      }),
      possible: ({ page }) => !page.store.getState().assignment?.hides(key),
      perform: ({ stage }) => stage.actions.goTo(key),
    }),
  );

/** Parts of the page, by the names that their elements carry as `data-place`. */
export type Place = keyof Words['palette']['places'];

/** Brings each of them into view, where it is not. */
const places: Readonly<Record<Place, (stage: ActionContext['stage']['actions']) => void>> = {
  diagram: (stage) => stage.showPhone('network'),
  run: (stage) => {
    stage.closeDock();
    stage.showPhone('curves');
  },
  runs: (stage) => stage.showSide('runs'),
  try: (stage) => stage.showSide('try'),
  predictions: (stage) => stage.openDock('predictions'),
  blocks: (stage) => stage.openDock('blocks'),
  projection: (stage) => stage.openDock('projection'),
  landscape: (stage) => stage.openDock('landscape'),
  shapes: (stage) => stage.openDock('shapes'),
  log: (stage) => stage.openDock('log'),
  speed: (stage) => stage.openDock('speed'),
};

/** Focuses the first control there, once it is drawn, or the place itself where it has none. */
function goTo(place: Place, { stage }: ActionContext): void {
  places[place](stage.actions);
  const control = 'a[href], button, input, select, [tabindex="0"]';
  setTimeout(() => {
    // Runs and experiments share their place.
    const part = document.querySelector<HTMLElement>(
      `[data-dock="${place}"], [data-place="${place === 'try' ? 'runs' : place}"]`,
    );
    const first = part?.querySelector<HTMLElement>(control);
    if (part && !first) part.tabIndex = -1;
    (first ?? part)?.focus();
  });
}

const toPlaces = (Object.keys(places) as readonly Place[]).map(
  (place): Action => ({
    id: `place-${place}`,
    group: 'places',
    text: ({ palette }) => ({ label: palette.goTo(palette.places[place]) }),
    possible: () => true,
    perform: (context) => goTo(place, context),
  }),
);

const exports = [...exportChoices('last'), ...exportChoices('best')].map(
  (choice): Action => ({
    id: `export-${choice.part}-${choice.format}`,
    group: 'weights',
    text: (words) => ({
      label: words.palette.exportAs(exportText(words, choice)),
      keywords: ['export', 'save', 'download', choice.format],
    }),
    possible(context) {
      const weights = weightsAtHand(context);
      const { exporting } = context.files.store.getState();
      return weights !== undefined && !exporting && (choice.part === 'last' || weights.best !== undefined);
    },
    perform(context) {
      const weights = weightsAtHand(context);
      if (weights) context.files.actions.exportRun(weights.runId, choice);
    },
  }),
);

const toHelp = helpSections.map(
  (section): Action => ({
    id: `help-${section}`,
    group: 'help',
    text: ({ help }) => ({
      label: help.about(help.sections[section]),
      keywords: ['help', 'explain', 'what is', section],
    }),
    possible: () => true,
    perform: ({ overlay }) => overlay.open('help', section),
  }),
);

export const families: readonly Action[] = [...exports, ...toPlaces, ...networks, ...toSettings, ...toHelp];
