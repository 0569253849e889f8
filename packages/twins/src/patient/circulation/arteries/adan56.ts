import type { Artery } from './artery.ts';

/** Name, what it leaves, length, proximal and distal radius (m); of those that end: resistances (Pa.s/m3) and compliance (m3/Pa) of the bed. */
type Row = readonly [
  name: string,
  from: string | null,
  length: number,
  proximalRadius: number,
  distalRadius: number,
  proximalResistance?: number,
  distalResistance?: number,
  compliance?: number,
];

// biome-ignore format: a table
const ROWS: readonly Row[] = [
  ['aortic-arch-1', null, 0.0744137655, 0.01595, 0.0129524399],
  ['brachiocephalic-trunk', 'aortic-arch-1', 0.0473512778, 0.00672809, 0.00615874],
  ['aortic-arch-2', 'aortic-arch-1', 0.0096038364, 0.0129524399, 0.0125655749],
  ['subclavian-right-1', 'brachiocephalic-trunk', 0.015740629, 0.00489563, 0.0041773477],
  ['common-carotid-right', 'brachiocephalic-trunk', 0.0812193581, 0.00447559, 0.00332624],
  ['vertebral-right', 'subclavian-right-1', 0.2044531883, 0.00133527, 0.00133527, 1810426462.5, 7241705849.9, 3.128659004e-11],
  ['subclavian-right-2', 'subclavian-right-1', 0.0411187821, 0.0041773477, 0.002301],
  ['axillary-right', 'subclavian-right-2', 0.1200020481, 0.002301, 0.002077],
  ['brachial-right', 'axillary-right', 0.2231082046, 0.002077, 0.00182827],
  ['radial-right', 'brachial-right', 0.3008857661, 0.001378, 0.001378, 1153880920, 4615523680.2, 4.90883154e-11],
  ['ulnar-right-1', 'brachial-right', 0.0297562408, 0.001408, 0.001408],
  ['common-interosseous-right', 'ulnar-right-1', 0.0162660658, 0.000959, 0.000959],
  ['ulnar-right-2', 'ulnar-right-1', 0.2392616296, 0.001408, 0.001408, 1174863776.7, 4699455106.8, 4.821160687e-11],
  ['posterior-interosseous-right', 'common-interosseous-right', 0.2305613685, 0.000676, 0.000676, 4781305280.3, 19125221121.3, 1.184657059e-11],
  ['external-carotid-right', 'common-carotid-right', 0.0608968774, 0.00226547, 0.00226547, 939080951.9, 3756323807.7, 6.031649393e-11],
  ['internal-carotid-right', 'common-carotid-right', 0.1321099628, 0.00276538, 0.00276538, 576015963.3, 2304063853.4, 9.833420276e-11],
  ['common-carotid-left', 'aortic-arch-2', 0.1213190392, 0.00447559, 0.00332624],
  ['aortic-arch-3', 'aortic-arch-2', 0.0069785313, 0.0125655749, 0.0122844634],
  ['external-carotid-left', 'common-carotid-left', 0.0608970599, 0.00226547, 0.00226547, 942390426.5, 3769561706, 6.010467524e-11],
  ['internal-carotid-left', 'common-carotid-left', 0.1321103835, 0.00276538, 0.00276538, 577939870.8, 2311759483.1, 9.800685746e-11],
  ['subclavian-left-1', 'aortic-arch-3', 0.0493841253, 0.00489563, 0.0034798354],
  ['aortic-arch-4', 'aortic-arch-3', 0.0430576701, 0.0122844634, 0.01055],
  ['vertebral-left', 'subclavian-left-1', 0.2041538087, 0.00133527, 0.00133527, 1924300300.4, 7697201201.8, 2.943515132e-11],
  ['subclavian-left-2', 'subclavian-left-1', 0.0411187859, 0.0034798354, 0.002301],
  ['axillary-left', 'subclavian-left-2', 0.120002137, 0.002301, 0.002077],
  ['brachial-left', 'axillary-left', 0.2231087827, 0.002077, 0.00182827],
  ['radial-left', 'brachial-left', 0.3108844061, 0.001378, 0.001378, 1133218047.3, 4532872189.2, 4.998338199e-11],
  ['ulnar-left-1', 'brachial-left', 0.0297557899, 0.001408, 0.001408],
  ['common-interosseous-left', 'ulnar-left-1', 0.0162660627, 0.000959, 0.000959],
  ['ulnar-left-2', 'ulnar-left-1', 0.2392621589, 0.001408, 0.001408, 1197626267.1, 4790505068.3, 4.729528075e-11],
  ['posterior-interosseous-left', 'common-interosseous-left', 0.2305624697, 0.000676, 0.000676, 4798622229.2, 19194488916.9, 1.180381948e-11],
  ['thoracic-aorta-1', 'aortic-arch-4', 0.0098970813, 0.01055, 0.010363805],
  ['posterior-intercostal-t6-right', 'thoracic-aorta-1', 0.1968810988, 0.0014, 0.0014, 24912692207.8, 99650768831.3, 2.27362302e-12],
  ['thoracic-aorta-2', 'thoracic-aorta-1', 0.0078803844, 0.010363805, 0.0102155504],
  ['posterior-intercostal-t6-left', 'thoracic-aorta-2', 0.17803022, 0.0014, 0.0014, 25558317606.7, 102233270427, 2.21618932e-12],
  ['thoracic-aorta-3', 'thoracic-aorta-2', 0.0155559176, 0.0102155504, 0.0099228951],
  ['posterior-intercostal-t7-right', 'thoracic-aorta-3', 0.2015603447, 0.00155, 0.00155, 23243370855.3, 92973483421.3, 2.43691291e-12],
  ['thoracic-aorta-4', 'thoracic-aorta-3', 0.0053270486, 0.0099228951, 0.0098226767],
  ['posterior-intercostal-t7-left', 'thoracic-aorta-4', 0.1851762417, 0.00155, 0.00155, 23442544272.4, 93770177089.7, 2.41620832e-12],
  ['thoracic-aorta-5', 'thoracic-aorta-4', 0.1215607465, 0.0098226767, 0.00753574],
  ['thoracic-aorta-6', 'thoracic-aorta-5', 0.0032476667, 0.00753574, 0.0074949241],
  ['celiac-trunk', 'thoracic-aorta-6', 0.0168238334, 0.00334998, 0.00321246],
  ['abdominal-aorta-1', 'thoracic-aorta-6', 0.0139884345, 0.0074949241, 0.007319121],
  ['common-hepatic', 'celiac-trunk', 0.0665545523, 0.00268614, 0.00268614, 334855096.2, 1339420384.8, 1.6915397489e-10],
  ['splenic-1', 'celiac-trunk', 0.003948745, 0.00216682, 0.00216682],
  ['left-gastric', 'splenic-1', 0.0928669141, 0.00150666, 0.00150666, 34339350287.2, 137357401149, 1.64947997e-12],
  ['splenic-2', 'splenic-1', 0.0644027418, 0.00216682, 0.00216682, 473332350.9, 1893329403.6, 1.1966659457e-10],
  ['superior-mesenteric', 'abdominal-aorta-1', 0.2163983238, 0.00392612, 0.00392612, 218192533, 872770131.9, 2.5959674129e-10],
  ['abdominal-aorta-2', 'abdominal-aorta-1', 0.0043191256, 0.007319121, 0.0072648393],
  ['renal-left', 'abdominal-aorta-2', 0.021836535, 0.0027089, 0.0027089, 226281607.5, 905126430.2, 2.5031672325e-10],
  ['abdominal-aorta-3', 'abdominal-aorta-2', 0.0119772827, 0.0072648393, 0.0071143118],
  ['renal-right', 'abdominal-aorta-3', 0.0377174249, 0.00309737, 0.00309737, 227041378.8, 908165515.3, 2.4947906336e-10],
  ['abdominal-aorta-4', 'abdominal-aorta-3', 0.0540893766, 0.0071143118, 0.00643453],
  ['inferior-mesenteric', 'abdominal-aorta-4', 0.0902385435, 0.00207748, 0.00207748, 2391290071.9, 9565160287.5, 2.368682545e-11],
  ['abdominal-aorta-5', 'abdominal-aorta-4', 0.042224742, 0.00643453, 0.00590386],
  ['common-iliac-right', 'abdominal-aorta-5', 0.076428564, 0.00449868, 0.00409113],
  ['common-iliac-left', 'abdominal-aorta-5', 0.0740380184, 0.00449868, 0.00409113],
  ['external-iliac-right', 'common-iliac-right', 0.102210634, 0.00337758, 0.003189],
  ['internal-iliac-right', 'common-iliac-right', 0.0725094209, 0.00281829, 0.00281829, 414555626.7, 1658222507, 1.3663322092e-10],
  ['femoral-right-1', 'external-iliac-right', 0.0315912244, 0.003189, 0.0031437249],
  ['profunda-femoris-right', 'femoral-right-1', 0.2383937248, 0.00214445, 0.00214445, 342687217.5, 1370748870.1, 1.6528795833e-10],
  ['femoral-right-2', 'femoral-right-1', 0.3192853229, 0.0031437249, 0.00268614],
  ['popliteal-right-1', 'femoral-right-2', 0.1320290229, 0.00268614, 0.0023676798],
  ['anterior-tibial-right', 'popliteal-right-1', 0.3862156733, 0.0011663, 0.0011663, 2452511040.7, 9810044163, 2.309554151e-11],
  ['popliteal-right-2', 'popliteal-right-1', 0.0087974289, 0.0023676798, 0.00234646],
  ['tibiofibular-trunk-right', 'popliteal-right-2', 0.0361626766, 0.00234646, 0.00234646],
  ['posterior-tibial-right', 'tibiofibular-trunk-right', 0.3828848516, 0.00122936, 0.00122936, 2115636908.3, 8462547633.2, 2.677305842e-11],
  ['external-iliac-left', 'common-iliac-left', 0.1022106793, 0.00337758, 0.003189],
  ['internal-iliac-left', 'common-iliac-left', 0.0725093924, 0.00281829, 0.00281829, 415797178.2, 1663188712.7, 1.3622524035e-10],
  ['femoral-left-1', 'external-iliac-left', 0.0315912236, 0.003189, 0.0031437249],
  ['profunda-femoris-left', 'femoral-left-1', 0.2383937548, 0.00214445, 0.00214445, 342869623.5, 1371478494, 1.652e-10],
  ['femoral-left-2', 'femoral-left-1', 0.3192853183, 0.0031437249, 0.00268614],
  ['popliteal-left-1', 'femoral-left-2', 0.1320280854, 0.00268614, 0.0023676798],
  ['anterior-tibial-left', 'popliteal-left-1', 0.3862164058, 0.0011663, 0.0011663, 2453282529, 9813130116.1, 2.308827861e-11],
  ['popliteal-left-2', 'popliteal-left-1', 0.0087973824, 0.0023676798, 0.00234646],
  ['tibiofibular-trunk-left', 'popliteal-left-2', 0.0361636403, 0.00234646, 0.00234646],
  ['posterior-tibial-left', 'tibiofibular-trunk-left', 0.3828846476, 0.00122936, 0.00122936, 2116559027, 8466236107.9, 2.676139423e-11],
];

/**
 * The 56 largest systemic arteries of a standard adult man in 77 sections, with the small vessels behind the 31 that end: the network
 * ADAN56, a reduction of the Anatomically Detailed Arterial Network (Blanco et al. 2015, IEEE Trans. Biomed. Eng. 62:736-753) for the
 * benchmark of one-dimensional schemes of Boileau et al. 2015, Int. J. Numer. Meth. Biomed. Engng. 31:e02732. Figures as in the model file
 * of openBF (INSIGNEO/openBF, models/boileau2015/adan56.yaml, commit 2178b04d).
 */
export const ADAN56: readonly Artery[] = ROWS.map(
  ([name, from, length, proximalRadius, distalRadius, proximalResistance, distalResistance, compliance]) => ({
    name,
    from,
    length,
    proximalRadius,
    distalRadius,
    bed:
      proximalResistance === undefined || distalResistance === undefined || compliance === undefined
        ? null
        : { proximalResistance, distalResistance, compliance },
  }),
);
