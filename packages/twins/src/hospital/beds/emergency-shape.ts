/** Emergency admissions by hour of the day, relative: published hourly shape of a London hospital (patientflow, UCL-CORU). */
export const EMERGENCY_SHAPE: readonly number[] = [
  739, 707, 679, 516, 745, 457, 609, 1114, 1478, 2217, 2663, 2701, 3016, 3158, 3071, 2717, 2598, 2598, 2337,
  2489, 2337, 1321, 978, 761,
];
