import { describe, expect, it } from 'vitest';
import { detailLines } from './details';
import { row } from './row';
import { plain, text } from '../text/text';

describe('detailLines', () => {
  const page = (label: string, ...tooltip: string[]) => {
    const made = row({
      id: 'x',
      label: text('{0}', label),
      tooltip: tooltip.map(line => text('{0}', line)),
      icon: 'server',
      context: 'card',
    });
    return detailLines(made).map(plain);
  };

  it('begins with the words of the row', () => {
    expect(page('GPU 0', 'NVIDIA A100', 'load 3 %')).toEqual(['GPU 0', 'NVIDIA A100', 'load 3 %']);
    expect(page('GPU 0')).toEqual(['GPU 0']);
  });

  it('does not say them twice', () => {
    expect(page('head', 'head, head of the cluster')).toEqual(['head, head of the cluster']);
    expect(page('ValueError: no', 'The launch failed.', 'ValueError: no')).toEqual([
      'The launch failed.',
      'ValueError: no',
    ]);
  });
});
