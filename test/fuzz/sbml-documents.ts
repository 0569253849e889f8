import { readTree, type XmlNode } from './xml-tree.ts';

const MATH = 'xmlns="http://www.w3.org/1998/Math/MathML"';
const SYMBOLS = 'http://www.sbml.org/sbml/symbols';
const math = (inner: string): string => `<math ${MATH}>${inner}</math>`;
const symbol = (of: string): string =>
  `<csymbol encoding="text" definitionURL="${SYMBOLS}/${of}">${of}</csymbol>`;

/** Level 3 with most of what the core has. */
const LEVEL_3 = `<sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
<model id="m" substanceUnits="mole" timeUnits="second" extentUnits="mole" conversionFactor="k">
<listOfFunctionDefinitions><functionDefinition id="f">${math(
  '<lambda><bvar><ci>x</ci></bvar><apply><times/><ci>x</ci><ci>x</ci></apply></lambda>',
)}</functionDefinition></listOfFunctionDefinitions>
<listOfUnitDefinitions><unitDefinition id="per"><listOfUnits><unit kind="second" exponent="-1" scale="0" multiplier="1"/>
</listOfUnits></unitDefinition></listOfUnitDefinitions>
<listOfCompartments><compartment id="c" spatialDimensions="3" size="2" units="litre" constant="true"/></listOfCompartments>
<listOfSpecies>
<species id="A" compartment="c" initialAmount="5" hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false"/>
<species id="B" compartment="c" initialConcentration="0" hasOnlySubstanceUnits="true" boundaryCondition="false" constant="false"/>
<species id="C" compartment="c" initialAmount="1" hasOnlySubstanceUnits="true" boundaryCondition="true" constant="false"/>
</listOfSpecies>
<listOfParameters><parameter id="k" value="0.5" units="per" constant="true"/><parameter id="x" constant="false"/>
<parameter id="y" value="1" constant="false"/><parameter id="z" value="1" constant="false"/>
<parameter id="w" value="1" constant="false"/><parameter id="v" value="1" constant="false"/></listOfParameters>
<listOfInitialAssignments><initialAssignment symbol="k">${math('<cn type="e-notation">5<sep/>-1</cn>')}</initialAssignment>
<initialAssignment symbol="z">${math('<apply><divide/><ci>k</ci><cn type="rational">1<sep/>3</cn></apply>')}</initialAssignment>
</listOfInitialAssignments>
<listOfRules>
<assignmentRule variable="x">${math('<apply><plus/><ci>A</ci><ci>k</ci></apply>')}</assignmentRule>
<rateRule variable="y">${math('<piecewise><piece><cn>1</cn><apply><lt/><ci>y</ci><cn>3</cn></apply></piece><otherwise><cn>0</cn></otherwise></piecewise>')}</rateRule>
<algebraicRule>${math('<apply><minus/><ci>v</ci><apply><times/><ci>y</ci><cn>2</cn></apply></apply>')}</algebraicRule>
</listOfRules>
<listOfConstraints><constraint>${math('<apply><gt/><ci>A</ci><cn>0</cn></apply>')}</constraint></listOfConstraints>
<listOfReactions><reaction id="r" reversible="false">
<listOfReactants><speciesReference id="s" species="A" stoichiometry="2" constant="true"/></listOfReactants>
<listOfProducts><speciesReference species="B" stoichiometry="1" constant="true"/></listOfProducts>
<listOfModifiers><modifierSpeciesReference species="C"/></listOfModifiers>
<kineticLaw>${math('<apply><times/><ci>q</ci><apply><ci>f</ci><ci>A</ci></apply></apply>')}
<listOfLocalParameters><localParameter id="q" value="3"/></listOfLocalParameters></kineticLaw></reaction></listOfReactions>
<listOfEvents><event id="e" useValuesFromTriggerTime="true"><trigger initialValue="false" persistent="true">
${math('<apply><gt/><ci>y</ci><cn>2</cn></apply>')}</trigger><priority>${math('<ci>A</ci>')}</priority>
<delay>${math('<cn>0.5</cn>')}</delay><listOfEventAssignments><eventAssignment variable="w">
${math(`<apply>${symbol('delay')}<ci>y</ci><cn>1</cn></apply>`)}</eventAssignment>
</listOfEventAssignments></event></listOfEvents></model></sbml>`;

/** Numbers drawn at random. */
const DRAWS = `<sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" level="3" version="1"
xmlns:distrib="http://www.sbml.org/sbml/level3/version1/distrib/version1" distrib:required="true"><model id="m">
<listOfCompartments><compartment id="c" size="1" constant="true"/></listOfCompartments>
<listOfSpecies><species id="X" compartment="c" initialAmount="9" hasOnlySubstanceUnits="true" boundaryCondition="false" constant="false">
<distrib:listOfUncertainties><distrib:uncertainty><distrib:uncertParameter distrib:type="mean" distrib:value="9"/>
</distrib:uncertainty></distrib:listOfUncertainties></species></listOfSpecies>
<listOfParameters><parameter id="k" value="1" constant="true"/><parameter id="n" value="0" constant="false"/></listOfParameters>
<listOfInitialAssignments><initialAssignment symbol="n">${math(
  `<apply>${symbol('distrib/normal')}<cn>1</cn><cn>2</cn><cn>0</cn><cn>5</cn></apply>`,
)}</initialAssignment></listOfInitialAssignments>
<listOfReactions><reaction id="death" reversible="false" fast="false">
<listOfReactants><speciesReference species="X" stoichiometry="1" constant="true"/></listOfReactants>
<kineticLaw>${math('<apply><times/><ci>k</ci><ci>X</ci></apply>')}</kineticLaw></reaction></listOfReactions>
<listOfEvents><event useValuesFromTriggerTime="true"><trigger initialValue="true" persistent="false">
${math(`<apply><geq/>${symbol('time')}<cn>1</cn></apply>`)}</trigger><listOfEventAssignments><eventAssignment variable="X">
${math(`<apply>${symbol('distrib/poisson')}<cn>3</cn></apply>`)}</eventAssignment></listOfEventAssignments></event></listOfEvents>
</model></sbml>`;

/** A model within a model. */
const COMPOSED = `<sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" level="3" version="1"
xmlns:comp="http://www.sbml.org/sbml/level3/version1/comp/version1" comp:required="true">
<model id="whole"><listOfParameters><parameter id="p" value="2" constant="true"><comp:listOfReplacedElements>
<comp:replacedElement comp:portRef="port" comp:submodelRef="sub"/></comp:listOfReplacedElements></parameter></listOfParameters>
<comp:listOfSubmodels><comp:submodel comp:id="sub" comp:modelRef="part" comp:timeConversionFactor="p"><comp:listOfDeletions>
<comp:deletion comp:idRef="gone"/></comp:listOfDeletions></comp:submodel></comp:listOfSubmodels></model>
<comp:listOfModelDefinitions><comp:modelDefinition id="part"><listOfParameters><parameter id="q" value="1" constant="true"/>
<parameter id="gone" value="1" constant="true"/><parameter id="t" value="0" constant="false"/></listOfParameters>
<listOfRules><rateRule variable="t">${math('<ci>q</ci>')}</rateRule></listOfRules>
<comp:listOfPorts><comp:port comp:id="port" comp:idRef="q"/></comp:listOfPorts></comp:modelDefinition></comp:listOfModelDefinitions></sbml>`;

/** A balance of fluxes. */
const FLUXES = `<sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" level="3" version="1"
xmlns:fbc="http://www.sbml.org/sbml/level3/version1/fbc/version2" fbc:required="false"><model id="m" fbc:strict="true">
<listOfCompartments><compartment id="c" size="1" constant="true"/></listOfCompartments>
<listOfSpecies><species id="X" compartment="c" hasOnlySubstanceUnits="true" boundaryCondition="false" constant="false"/></listOfSpecies>
<listOfParameters><parameter id="low" value="0" constant="true"/><parameter id="high" value="10" constant="true"/></listOfParameters>
<listOfReactions><reaction id="in" reversible="false" fast="false" fbc:lowerFluxBound="low" fbc:upperFluxBound="high">
<listOfProducts><speciesReference species="X" stoichiometry="1" constant="true"/></listOfProducts></reaction>
<reaction id="out" reversible="false" fast="false" fbc:lowerFluxBound="low" fbc:upperFluxBound="high">
<listOfReactants><speciesReference species="X" stoichiometry="2" constant="true"/></listOfReactants></reaction></listOfReactions>
<fbc:listOfObjectives fbc:activeObjective="o"><fbc:objective fbc:id="o" fbc:type="maximize"><fbc:listOfFluxObjectives>
<fbc:fluxObjective fbc:reaction="out" fbc:coefficient="1"/></fbc:listOfFluxObjectives></fbc:objective></fbc:listOfObjectives></model></sbml>`;

const LEVEL_2 = `<sbml xmlns="http://www.sbml.org/sbml/level2/version4" level="2" version="4"><model id="m">
<listOfCompartmentTypes><compartmentType id="kind"/></listOfCompartmentTypes>
<listOfCompartments><compartment id="c" size="3"/><compartment id="d" size="1" outside="c" constant="false"/></listOfCompartments>
<listOfSpecies><species id="S" compartment="c" initialAmount="1"/><species id="T" compartment="d" initialConcentration="2"/></listOfSpecies>
<listOfParameters><parameter id="p" value="1"/><parameter id="g" value="1" constant="false"/></listOfParameters>
<listOfRules><rateRule variable="d">${math('<ci>p</ci>')}</rateRule>
<assignmentRule variable="g">${math('<apply><times/><ci>S</ci><ci>d</ci></apply>')}</assignmentRule></listOfRules>
<listOfReactions><reaction id="r" fast="true"><listOfReactants><speciesReference species="S"><stoichiometryMath>
${math('<cn type="integer">1</cn>')}</stoichiometryMath></speciesReference></listOfReactants>
<listOfProducts><speciesReference species="T" stoichiometry="1"/></listOfProducts>
<kineticLaw>${math('<apply><minus/><apply><times/><ci>k</ci><ci>S</ci></apply><ci>T</ci></apply>')}
<listOfParameters><parameter id="k" value="2"/></listOfParameters></kineticLaw></reaction></listOfReactions></model></sbml>`;

const LEVEL_1 = `<sbml xmlns="http://www.sbml.org/sbml/level1" level="1" version="2"><model name="m">
<listOfCompartments><compartment name="c" volume="2"/></listOfCompartments>
<listOfSpecies><species name="A" compartment="c" initialAmount="1"/><species name="B" compartment="c" initialAmount="1" boundaryCondition="true"/></listOfSpecies>
<listOfParameters><parameter name="k" value="1"/></listOfParameters>
<listOfRules><parameterRule name="k" formula="sin(2) * (3 - 1) ^ 2"/><specieConcentrationRule specie="B" formula="A / c" type="rate"/></listOfRules>
<listOfReactions><reaction name="r"><listOfReactants><speciesReference species="A" stoichiometry="2" denominator="3"/></listOfReactants>
<kineticLaw formula="k * A / (q + A)"><listOfParameters><parameter name="q" value="1"/></listOfParameters></kineticLaw>
</reaction></listOfReactions></model></sbml>`;

/** Documents to begin from: every level, and each package that is read. */
export const SBML_DOCUMENTS: readonly XmlNode[] = [LEVEL_3, DRAWS, COMPOSED, FLUXES, LEVEL_2, LEVEL_1].map(
  (text) => readTree(text)!,
);
