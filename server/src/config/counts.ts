/**
 * Bounds of what is gone through one by one. A file may hold any number, and beyond these what would follow from it
 * counts as unknown: a check must not take longer than a key press. No cluster has as many.
 */

/** Workers, ranks and replicas. */
export const mostCounted = 16_384;

/** Placement groups that are tried on nodes. */
export const mostGroups = 4096;
