// Name every label that a statement names, on nodes that are gone again when the statement ends. A plan in
// which a name was unknown is made anew when the name comes into use.
// params:
// returns:
CREATE (n1:Appraisal), (n2:AuditEntry), (n3:AuditPage), (n4:Baseline), (n5:BaselineReport), (n6:Benefit),
  (n7:Change), (n8:ChangeNote), (n9:CharacteristicComparison), (n10:Claim), (n11:ComparatorDevice),
  (n12:ComplianceRecord), (n13:Conclusion), (n14:DesignItem), (n15:Device), (n16:DeviceVersion),
  (n17:Evaluation), (n18:Evidence), (n19:EvidenceSet), (n20:EvidenceUse), (n21:FoundMark), (n22:FoundPart),
  (n23:GapEvent), (n24:GapHistory), (n25:GapSeen), (n26:GapsJudged), (n27:Harm), (n28:Hazard),
  (n29:HazardousSituation), (n30:Head), (n31:ImpactPreview), (n32:InformationMaterial), (n33:IntendedPurpose),
  (n34:IntendedUseElement), (n35:Item), (n36:JustifiedGap), (n37:LiteratureSearch), (n38:Missing),
  (n39:OpenGap), (n40:PastItem), (n41:PastVersion), (n42:Person), (n43:PmcfActivity), (n44:PmsPlan),
  (n45:PmsReport), (n46:Policy), (n47:RegulatoryProfile), (n48:Requirement), (n49:ResidualUncertainty),
  (n50:Risk), (n51:RiskControl), (n52:RiskCriteria), (n53:SafetySignal), (n54:Scope), (n55:SideEffect),
  (n56:Standard), (n57:StateOfTheArt), (n58:UseScenario), (n59:Variant), (n60:Version)
DETACH DELETE n1, n2, n3, n4, n5, n6, n7, n8, n9, n10, n11, n12, n13, n14, n15, n16, n17, n18, n19, n20, n21,
  n22, n23, n24, n25, n26, n27, n28, n29, n30, n31, n32, n33, n34, n35, n36, n37, n38, n39, n40, n41, n42,
  n43, n44, n45, n46, n47, n48, n49, n50, n51, n52, n53, n54, n55, n56, n57, n58, n59, n60
