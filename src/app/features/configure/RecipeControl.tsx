/** The choice of a named way to train: it sets many settings at once, and is told by them. */
import { NativeSelect } from '@mantine/core';
import { useId } from 'react';
import { isRecipeName, recipeNames, recipeOf } from '../../../training/recipes.ts';
import { useRecipeWords } from '../../i18n/recipes.ts';
import { useActions, usePage } from '../../state/react.ts';
import quiet from '../../ui/quiet.module.css';
import classes from './RecipeControl.module.css';

/** What the choice holds where the settings are those of no recipe. */
const own = '';

export function RecipeControl() {
  const words = useRecipeWords();
  const actions = useActions();
  const recipe = usePage(({ config }) => recipeOf(config));
  const [id, helpId] = [useId(), useId()];
  const choices = recipeNames.map((name) => ({ value: name as string, label: words.named[name].name }));
  return (
    <div className={classes.row}>
      <label className={classes.label} htmlFor={id}>
        {words.label}
      </label>
      <NativeSelect
        id={id}
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
