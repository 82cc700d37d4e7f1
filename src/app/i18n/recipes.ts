import { recipes as en } from './en/recipes.ts';
import { partWords } from './partWords.ts';
import { recipes as zh } from './zh/recipes.ts';

export const useRecipeWords = partWords({ en, zh });
