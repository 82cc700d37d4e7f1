/**
 * `npm run leaks -- --page 100 --node 100`: so many runs in one page and in one process, and what each leaves behind once its garbage is
 * gone. Ends with a line each, and with code 1 where a run leaves more than its history.
 */
import { numbersOf } from './args.ts';

const { page, node } = numbersOf({ page: 100, node: 100 });
let wrong = 0;
const results = [
  page > 0 && (await (await import('./leaksInPage.ts')).leaksInPage(page, console.log)),
  node > 0 && (await (await import('./leaksInNode.ts')).leaksInNode(node, console.log)),
];
for (const result of results) {
  if (!result) continue;
  console.log(result.summary);
  for (const problem of result.problems) console.log(problem);
  wrong += result.problems.length;
}
process.exit(wrong === 0 ? 0 : 1);
