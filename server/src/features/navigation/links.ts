/** Model ids as links to the hub that they are loaded from. Source: twinkle/hub/hub.py, twinkle-kit 0.5.1. */
import type { DocumentLink } from 'vscode-languageserver';
import { rangeOf } from '../../document/positions';
import type { Analysis } from '../analysis';

/** An id without a scheme is ModelScope's; what may be a path on disk has no link. */
const id = /^(?:(ms|hf):\/\/)?([\w.-]+\/[\w.-]+)$/;

export function documentLinks(analysis: Analysis): DocumentLink[] {
  if (analysis.kind !== 'config') return [];
  return analysis.config.applications.flatMap(({ args }) => {
    const field = args?.modelId;
    const engine = args?.backend ?? args?.samplerType;
    const match = engine?.value === 'mock' ? null : id.exec(field?.value ?? '');
    if (field === undefined || match === null || /^[.~]/.test(match[2] ?? '')) return [];
    const [, scheme, name = ''] = match;
    const target =
      scheme === 'hf' ? `https://huggingface.co/${name}` : `https://modelscope.cn/models/${name}`;
    return [{ range: rangeOf(analysis.document, field.span), target }];
  });
}
