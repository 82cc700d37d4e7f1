/** How long a run may take. Epochs and pictures follow from it; what they come to stands below. */

import { SegmentedControl } from '@mantine/core';
import { useWords } from '../../i18n/words.ts';
import { type Budget, budgetKeys, budgets } from '../../state/budget.ts';
import { useActions, useHidden, useLocked, usePage } from '../../state/react.ts';
import { describedBy } from '../../ui/Field.tsx';
import classes from './Controls.module.css';
import { NextRunField } from './NextRunField.tsx';

const id = 'budget';
const asSet = 'as-set';

export function BudgetControl() {
  const words = useWords();
  const { chooseBudget } = useActions();
  const budget = usePage((state) => state.budget);
  const epochs = usePage((state) => state.config.epochs);
  const trainImages = usePage((state) => state.config.trainImages);
  const locked = useLocked(...budgetKeys);
  if (useHidden(...budgetKeys)) return null;
  return (
    <NextRunField
      id={id}
      label={words.estimate.budget}
      help={words.estimate.budgetHelp}
      readMore="training"
      note={locked ? words.training.fixed : undefined}
    >
      <SegmentedControl
        size="xs"
        fullWidth
        disabled={locked}
        aria-label={words.estimate.budget}
        aria-describedby={describedBy(id)}
        value={budget ?? asSet}
        data={[
          ...budgets.map((value) => ({ value: value as string, label: words.estimate.budgets[value] })),
          { value: asSet, label: words.estimate.asSet },
        ]}
        onChange={(value) => chooseBudget(value === asSet ? undefined : (value as Budget))}
      />
      <p className={classes.facts} data-testid="budget-facts">
        {words.estimate.plan(epochs, trainImages)}
      </p>
    </NextRunField>
  );
}
