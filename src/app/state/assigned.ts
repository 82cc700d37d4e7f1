/**
 * Keeps a page to the assignment in its address. The page hands every config that is set to `admit`; what changes a run, or a setting of a
 * run under way, is done by the actions that `guard` makes of the page's own. Loaded only where an address has an assignment.
 */

import { presets } from '../../model/presets.ts';
import type { AssignmentProblem, Attempt } from '../../problems/classroom.ts';
import {
  type Assignment,
  AssignmentError,
  type AssignmentTexts,
  assignmentFrom,
} from '../../training/assignment.ts';
import { settingOfFlag, withRecipe } from '../../training/config.ts';
import { recipeKeys } from '../../training/recipes.ts';
import { namedKeys, type RunConfig, type SettingKey } from '../../training/settings.ts';
import { budgetKeys } from './budget.ts';
import type { GivenAssignment, Page, PageActions } from './page.ts';

/** The actions of a page, as far as an assignment allows them. */
function guarded({ store, actions }: Page, assignment: Assignment): PageActions {
  const refuse = (by: Attempt, keys: readonly SettingKey[]): void =>
    store.setState({ refused: assignment.refusal(by, keys) });
  const keptOf = (config: RunConfig) => assignment.admit(config).kept;
  /** Says what of a config is not allowed. @returns whether anything is. */
  const refused = (by: Attempt, config: RunConfig): boolean => {
    const kept = keptOf(config);
    if (kept.length > 0) refuse(by, kept);
    return kept.length > 0;
  };
  /** As `refused`, of settings that are locked. */
  const locked = (...keys: readonly SettingKey[]): boolean => {
    const kept = keys.filter(assignment.locks);
    if (kept.length > 0) refuse('change', kept);
    return kept.length > 0;
  };
  const config = () => store.getState().config;
  return {
    ...actions,
    set(key, value) {
      if (locked(key)) return;
      const wanted = { ...config(), [key]: value };
      if (keptOf(wanted).includes(key)) refuse('change', [key]);
      // A run under way is told of it too.
      actions.set(key, assignment.admit(wanted).config[key]);
    },
    setAll(next) {
      refused('change', next);
      actions.setAll(next);
    },
    choosePreset(name) {
      refused('change', { ...config(), ...presets[name] });
      actions.choosePreset(name);
    },
    chooseRecipe(name) {
      refused('change', withRecipe(config(), name));
      actions.chooseRecipe(name);
    },
    chooseBudget(budget) {
      if (!budget || !locked(...budgetKeys)) actions.chooseBudget(budget);
    },
    plan(plan) {
      const before = config();
      const { config: next } = assignment.admit({ ...before, ...plan });
      // Who follows the budget would ask for the same again and again.
      if (budgetKeys.some((key) => next[key] !== before[key])) actions.plan(plan);
    },
    admits: (next) => !refused('run', next),
    startFrom(run, ...rest) {
      if (!refused('run', run.config)) actions.startFrom(run, ...rest);
    },
    changeDepth(edit) {
      if (!locked('blocks')) actions.changeDepth(edit);
    },
    undoDepth() {
      if (!locked('blocks')) actions.undoDepth();
    },
  };
}

/** The settings that an address names, single or several together. */
const settingsNamed = (names: readonly string[]): readonly SettingKey[] =>
  names.flatMap((name) => {
    if (name === 'model') return namedKeys;
    if (name === 'recipe') return recipeKeys;
    const key = settingOfFlag(name);
    return key === undefined ? [] : [key as SettingKey];
  });

const assignedTo = (
  assignment: Assignment,
  named: readonly SettingKey[],
): NonNullable<GivenAssignment['assigned']> => ({
  assignment,
  admit: (config) => assignment.admit(config).config,
  guard(page) {
    const { config } = page.store.getState();
    const { kept } = assignment.admit(config);
    if (kept.length > 0) page.actions.setAll(config);
    // What an address says that was edited by hand; what it does not name begins as the assignment has it.
    const edited = kept.filter((key) => named.includes(key));
    if (edited.length > 0) page.store.setState({ refused: assignment.refusal('address', edited) });
    return guarded(page, assignment);
  },
});

/** @param names What else stands in the address. */
export function readAssigned(texts: AssignmentTexts, names: readonly string[]): GivenAssignment {
  try {
    return { assigned: assignedTo(assignmentFrom(texts), settingsNamed(names)) };
  } catch (error) {
    if (!(error instanceof AssignmentError)) throw error;
    return { refused: error.fault satisfies AssignmentProblem };
  }
}
