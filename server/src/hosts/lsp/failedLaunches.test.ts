import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../analysis/analysis';
import { FailedLaunches } from './failedLaunches';

const uri = 'file:///server_config.yaml';
const text = 'proxy_location: everynode\n';
const cause = { message: "ValueError: 'everynode' is not a valid ProxyLocation" };

function analysis(source: string) {
  const analyzer = createAnalyzer(message => {
    throw new Error(message);
  });
  return analyzer.config({ uri, text: source }, { twinkleVersion: '0.5.1' });
}

describe('a launch that fails', () => {
  it('is pinned in the text that it began with', () => {
    const launches = new FailedLaunches();
    launches.begin(analysis(text));
    launches.tell(analysis(text), cause, true);
    expect(launches.finding(analysis(text))?.path).toEqual(['proxy_location']);
  });

  it.each([
    ['a line more', `# edited\n${text}`],
    ['another value', text.replace('everynode', 'everyNode')],
    ['other line ends', text.replaceAll('\n', '\r\n')],
  ])('is pinned nowhere in another text: %s', (_, edited) => {
    const launches = new FailedLaunches();
    launches.begin(analysis(text));
    launches.tell(analysis(edited), cause, true);
    expect(launches.finding(analysis(edited))).toBeUndefined();
    // Also not when the first one is there again.
    expect(launches.finding(analysis(text))).toBeUndefined();
  });

  it('is pinned nowhere where the text that it began with is not known', () => {
    const launches = new FailedLaunches();
    launches.tell(analysis(text), cause, true);
    expect(launches.finding(analysis(text))).toBeUndefined();
    // Whoever does not know it either has asked the clock.
    launches.tell(analysis(text), cause, false);
    expect(launches.finding(analysis(text))).toBeDefined();
  });

  it('is forgotten when the next one begins', () => {
    const launches = new FailedLaunches();
    launches.tell(analysis(text), cause, false);
    launches.begin(analysis(text));
    expect(launches.finding(analysis(text))).toBeUndefined();
  });
});
