/** What a language has to tell: the text of every section, its figures with their words included. The list of keys is the page's own. */
import type { ReactNode } from 'react';
import type { HelpSection } from '../../../state/help.ts';

export type Prose = Readonly<Record<Exclude<HelpSection, 'keys'>, ReactNode>>;
