/** Exit codes of `twinkle-check`. */
export const exit = { clean: 0, findings: 1, trouble: 2 } as const;
