/** The choice of a named way to train: it sets many settings at once, and is told by them. */
import { NativeSelect } from '@mantine/core';
import { useId } from 'react';
import { isRecipeName, recipeKeys, recipeNames, recipeOf } from '../../../training/recipes.ts';
import { useRecipeWords } from '../../i18n/recipes.ts';
import { useActions, useHidden, useLocked, usePage } from '../../state/react.ts';
import quiet from '../../ui/quiet.module.css';
import classes from './RecipeControl.module.css';

/** What the choice holds where the settings are those of no recipe. */
const own = '';

export function RecipeControl() {
  const words = useRecipeWords();
  const actions = useActions();
  const recipe = usePage(({ config }) => recipeOf(config));
  const locked = useLocked(...recipeKeys);
  const hidden = useHidden(...recipeKeys);
  const [id, helpId] = [useId(), useId()];
  const choices = recipeNames.map((name) => ({ value: name as string, label: words.named[name].name }));
  if (hidden) return null;
  return (
    <div className={classes.row}>
      <label className={classes.label} htmlFor={id}>
        {words.label}
      </label>
      <NativeSelect
        id={id}
        disabled={locked}
        attributes={{ input: { 'aria-describedby': helpId } }}
        data={recipe ? choices : [{ value: own, label: words.own }, ...choices]}
        value={recipe ?? own}
        onChange={(event) => {
          const name = event.currentTarget.value;
          if (isRecipeName(name)) actions.chooseRecipe(name);
        }}
      />
      <p id={helpId} className={`${quiet.note} ${classes.help}`}>
        {recipe ? words.named[recipe].help : words.ownHelp}
      </p>
    </div>
  );
}
