/** Thrown where nothing can be made of somebody's own data. Its message is the English sentence. */
import { type OwnDataRefusal, ownDataSentence } from '../../problems/ownData.ts';

export class OwnDataError extends Error {
  override name = 'OwnDataError';
  readonly problem: OwnDataRefusal;

  constructor(problem: OwnDataRefusal, options?: ErrorOptions) {
    super(ownDataSentence(problem), options);
    this.problem = problem;
  }
}
