import type { Tier } from "./list.js";

/** Permissions of Microsoft Graph that are alike: what they come to as application permissions and as delegated scopes. */
export interface GraphGroup {
  readonly application: Tier;
  readonly delegated: Tier;
  readonly why: string;
  /** Names with spaces between them. */
  readonly names: string;
}

/**
 * Every other public permission of Microsoft Graph, as its permissions reference lists them. The tiers are ours; those
 * that lead furthest stand in `graph-permissions.ts`, one by one.
 */
export const GRAPH_GROUPS: readonly GraphGroup[] = [
  {
    application: 0,
    delegated: 0,
    why: "adds owners and credentials to service principals",
    names: `
      ServicePrincipalEndpoint.ReadWrite.All`,
  },
  {
    application: 0,
    delegated: 0,
    why: "approves consents for others",
    names: `
      ConsentRequest.ReadApprove.All`,
  },
  {
    application: 0,
    delegated: 0,
    why: "takes approval and factors off the activation of groups that hold roles",
    names: `
      RoleManagementPolicy.ReadWrite.AzureADGroup`,
  },
  {
    application: 1,
    delegated: 1,
    why: "takes roles away, also from the last who could give them back",
    names: `
      PrivilegedAssignmentSchedule.Remove.AzureADGroup PrivilegedEligibilitySchedule.Remove.AzureADGroup
      RoleAssignmentSchedule.Remove.Directory RoleEligibilitySchedule.Remove.Directory`,
  },
  {
    application: 1,
    delegated: 1,
    why: "adds a way to sign in, to one's own account or to others",
    names: `
      UserAuthMethod-Email.ReadWrite UserAuthMethod-External.ReadWrite UserAuthMethod-HardwareOATH.ReadWrite
      UserAuthMethod-MicrosoftAuthApp.ReadWrite UserAuthMethod-Passkey.ReadWrite UserAuthMethod-Password.ReadWrite
      UserAuthMethod-Phone.ReadWrite UserAuthMethod-PlatformCred.ReadWrite UserAuthMethod-QR.ReadWrite
      UserAuthMethod-ResourceKey.ReadWrite.All UserAuthMethod-SoftwareOATH.ReadWrite UserAuthMethod-TAP.ReadWrite
      UserAuthMethod-WindowsHello.ReadWrite UserAuthenticationMethod.ReadWrite`,
  },
  {
    application: 1,
    delegated: 1,
    why: "loosens what guards sign-in or access",
    names: `
      AuthenticationContext.ReadWrite.All IdentityRiskEvent.ReadWrite.All NetworkAccessBranch.ReadWrite.All
      NetworkAccessPolicy.ReadWrite.All Policy.ReadWrite.AccessReview Policy.ReadWrite.CrossTenantCapability
      Policy.ReadWrite.DeviceConfiguration Policy.ReadWrite.FeatureRollout Policy.ReadWrite.IdentityProtection
      Policy.ReadWrite.MobilityManagement Policy.ReadWrite.OnPremAuthenticationPolicy RiskPreventionProviders.ReadWrite.All
      ThreatSubmissionPolicy.ReadWrite.All VerifiedId-Profile.ReadWrite.All`,
  },
  {
    application: 1,
    delegated: 1,
    why: "decides who keeps or gets access",
    names: `
      AccessReview.ReadWrite.All AccessReview.ReadWrite.Membership ChatMember.ReadWrite.All EduRoster.ReadWrite
      IdentityUserFlow.ReadWrite.All LifecyclePolicies-AgentId.ReadWrite.All LifecycleWorkflows-CustomExt.ReadWrite.All
      SecurityIdentitiesUserActions.ReadWrite.All SynchronizationData-User.Upload.OwnedBy TeamMember.ReadWriteNonOwnerRole.All`,
  },
  {
    application: 1,
    delegated: 1,
    why: "lets another organisation in",
    names: `
      ManagedTenants.ReadWrite.All PartnerSecurity.ReadWrite.All TenantGovernance-Invitation.ReadWrite.All
      TenantGovernance-PolicyTemplate.ReadWrite.All TenantGovernance-RelatedTenant.ReadWrite.All
      TenantGovernance-Relationship.ReadWrite.All TenantGovernance-Request.ReadWrite.All TenantGovernance-Setting.ReadWrite.All`,
  },
  {
    application: 1,
    delegated: 1,
    why: "changes who answers for agents, or brings them back",
    names: `
      AgentIdentity.DeleteRestore.All AgentIdentity.EnableDisable.All AgentIdentity.UpdateSponsors.All
      AgentIdentityBlueprint.DeleteRestore.All AgentIdentityBlueprint.UpdateSponsors.All
      AgentIdentityBlueprintPrincipal.DeleteRestore.All AgentIdentityBlueprintPrincipal.EnableDisable.All`,
  },
  {
    application: 1,
    delegated: 1,
    why: "rolls the directory's objects back",
    names: `
      BackupRestore-Configuration.ReadWrite.All EntraBackup.ReadWrite.Preview EntraBackup.ReadWrite.Recovery`,
  },
  {
    application: 1,
    delegated: 1,
    why: "puts software in front of everybody",
    names: `
      AppCatalog.ReadWrite.All CopilotPackages.ReadWrite.All CustomDetection.ReadWrite.All OrganizationalBranding.ReadWrite.All
      TeamsAppInstallation.ReadWriteAndConsentForChat TeamsAppInstallation.ReadWriteAndConsentForTeam
      TeamsAppInstallation.ReadWriteAndConsentForUser TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All
      TeamsAppInstallation.ReadWriteAndConsentSelfForTeam.All TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All
      WindowsUpdates.ReadWrite.All`,
  },
  {
    application: 1,
    delegated: 2,
    why: "what people said, wrote or printed, everybody's as an application",
    names: `
      ChatMessage.Read.All Content.Process.All EngagementConversation.Migration.All ExternalItem.Read.All Group-Conversation.Read.All
      InformationProtectionContent.Sign.All InformationProtectionContent.Write.All OnlineMeetingAiInsight.Read.All PrintJob.Manage.All
      PrintJob.Read.All PrintJob.ReadWrite.All RealTimeActivityFeed.Read.All RecordsManagement.ReadWrite.All
      SecurityAnalyzedMessage.ReadWrite.All ShortNotes.Read.All ShortNotes.ReadWrite.All SubjectRightsRequest.Read.All
      SubjectRightsRequest.ReadWrite.All Tasks.Read.All Tasks.ReadWrite.All ThreatHunting.Read.All`,
  },
  {
    application: 1,
    delegated: 1,
    why: "mail, calendar and contacts, as the user",
    names: `
      EAS.AccessAsUser.All`,
  },
  {
    application: 2,
    delegated: 1,
    why: "speaks as the user",
    names: `
      ChannelMessage.Edit ChannelMessage.ReadWrite ChannelMessage.Send ChatMessage.Send`,
  },
  {
    application: 2,
    delegated: 2,
    why: "reads, and little that is anybody's own words",
    names: `
      APIConnectors.Read.All AccessReview.Read.All Acronym.Read.All AdministrativeUnit.Read.All AgentCardManifest.Read.All
      AgentCollection.Read.All AgentCollection.Read.Global AgentCollection.Read.Quarantined AgentIdentity.Read.All
      AgentIdentityBlueprint.Read.All AgentIdentityBlueprintPrincipal.Read.All AgentInstance.Read.All AgentRegistration.Read.All
      Agreement.Read.All AgreementAcceptance.Read AgreementAcceptance.Read.All AiEnterpriseInteraction.Read
      AiEnterpriseInteraction.Read.User Analytics.Read AppCatalog.Read.All AppCertTrustConfiguration.Read.All ApprovalSolution.Read
      ApprovalSolution.Read.All AttackSimulation.Read.All AuditActivity.Read AuditActivity.Read.All AuditLogsQuery-CRM.Read.All
      AuditLogsQuery-Endpoint.Read.All AuditLogsQuery-Entra.Read.All AuditLogsQuery-Exchange.Read.All AuditLogsQuery-OneDrive.Read.All
      AuditLogsQuery-SharePoint.Read.All AuditLogsQuery.Read.All AuthenticationContext.Read.All BackupRestore-Configuration.Read.All
      BackupRestore-Control.Read.All BackupRestore-Restore.Read.All BackupRestore-Search.Read.All BitlockerKey.ReadBasic.All
      Bookings.Read.All Bookmark.Read.All BrowserSiteLists.Read.All BusinessScenarioConfig.Read.All
      BusinessScenarioConfig.Read.OwnedBy BusinessScenarioData.Read.OwnedBy Calendars.Read.Shared Calendars.ReadBasic
      Calendars.ReadBasic.All CallDelegation.Read CallDelegation.Read.All CallEvents-Emergency.Read.All CallEvents.Read
      CallEvents.Read.All CallRecord-PstnCalls.Read.All CallRecords.Read.All CaseManagement.Read.All ChangeManagement.Read.All
      Channel.ReadBasic.All ChannelMeeting.ReadBasic.Group ChannelMeetingParticipant.Read.Group ChannelMeetingRecording.Read.Group
      ChannelMeetingTranscript.Read.Group ChannelMember.Read.All ChannelMember.Read.Group ChannelMessage.Read.Group
      ChannelSettings.Read.All ChannelSettings.Read.Group Chat.Read Chat.Read.WhereInstalled Chat.ReadBasic Chat.ReadBasic.All
      Chat.ReadBasic.WhereInstalled ChatMember.Read ChatMember.Read.All ChatMember.Read.Chat ChatMember.Read.WhereInstalled
      ChatMessage.Read ChatMessage.Read.Chat ChatMessageReadReceipt.Read.Chat ChatSettings.Read.Chat CloudApp-Disc.Read.All
      CloudApp-Discovery.Read.All CloudPC.Read.All Community.Read.All ConfigurationMonitoring.Read.All ConsentRequest.Read
      ConsentRequest.Read.All Contacts.Read.Shared ContentActivity.Read ContentActivity.Read.All CopilotPackages.Read.All
      CopilotPolicySettings.Read CopilotSettings-LimitedMode.Read CopilotTools.Read.All CrossTenantInformation.ReadBasic.All
      CrossTenantUserProfileSharing.Read CrossTenantUserProfileSharing.Read.All CustomAuthenticationExtension.Read.All
      CustomDetection.Read.All CustomSecAttributeAssignment.Read.All CustomSecAttributeAuditLogs.Read.All
      CustomSecAttributeDefinition.Read.All CustomSecAttributeProvisioning.Read.All CustomTags.Read.All
      DelegatedAdminRelationship.Read.All DelegatedPermissionGrant.Read.All Device.Read Device.Read.All
      DeviceLocalCredential.ReadBasic.All DeviceManagementApps.Read.All DeviceManagementCloudCA.Read.All
      DeviceManagementConfiguration.Read.All DeviceManagementManagedDevices.Read.All DeviceManagementRBAC.Read.All
      DeviceManagementScripts.Read.All DeviceManagementServiceConfig.Read.All DeviceTemplate.Read.All
      DirectoryRecommendations.Read.All Domain-InternalFederation.Read.All Domain.Read.All EduAssignments.Read EduAssignments.Read.All
      EduAssignments.ReadBasic EduAssignments.ReadBasic.All EduCurricula.Read EduCurricula.Read.All EduReports-Reading.Read.All
      EduReports-Reading.ReadAnonymous.All EduReports-Reflect.Read.All EduReports-Reflect.ReadAnonymous.All EduRoster.Read
      EduRoster.Read.All EduRoster.ReadBasic EduRoster.ReadBasic.All EngagementMeetingConversation.Read.All EngagementRole.Read
      EngagementRole.Read.All EntitlementManagement.Read.All EntraBackup.Read.All EventListener.Read.All ExchangeMessageTrace.Read.All
      ExternalConnection.Read.All ExternalUserProfile.Read.All Family.Read Files.Read.Selected Goals-Export.Read.All
      Group-XTenantIdentitySync.Read.All Group.ReadBasic.All GroupMember.ReadBasic.All GroupSettings.Read.All
      HealthMonitoringAlert.Read.All HealthMonitoringAlertConfig.Read.All IdentityNotifications.Read.All IdentityProvider.Read.All
      IdentityRiskEvent.Read.All IdentityRiskyAgent.Read.All IdentityRiskyServicePrincipal.Read.All IdentityRiskyUser.Read.All
      IdentityUserFlow.Read.All IndustryData-DataConnector.Read.All IndustryData-InboundFlow.Read.All
      IndustryData-OutboundFlow.Read.All IndustryData-ReferenceDefinition.Read.All IndustryData-Run.Read.All
      IndustryData-SourceSystem.Read.All IndustryData-TimePeriod.Read.All IndustryData.ReadBasic.All InformationProtectionConfig.Read
      InformationProtectionConfig.Read.All InformationProtectionPolicy.Read InformationProtectionPolicy.Read.All
      Insights-UserMetric.Read.All LearningAssignedCourse.Read LearningAssignedCourse.Read.All LearningContent.Read.All
      LearningProvider.Read LearningSelfInitiatedCourse.Read LearningSelfInitiatedCourse.Read.All LicenseAssignment.Read.All
      LifecyclePolicies-AgentId.Read.All LifecycleWorkflows-CustomExt.Read.All LifecycleWorkflows-Reports.Read.All
      LifecycleWorkflows-Workflow.Read.All LifecycleWorkflows-Workflow.ReadBasic.All LifecycleWorkflows.Read.All Mail.ReadBasic
      Mail.ReadBasic.Shared MailTips.ReadBasic.Shared MailboxConfigItem.Read MailboxSettings.Read ManagedTenants.Read.All
      Member.Read.Group Member.Read.Hidden MultiTenantOrganization.Read.All MultiTenantOrganization.ReadBasic.All
      MutualTlsOauthConfiguration.Read.All NetworkAccess-Reports.Read.All NetworkAccess.Read.All NetworkAccessBranch.Read.All
      NetworkAccessPolicy.Read.All Notes.Read OnPremDirectorySynchronization.Read.All OnlineMeeting.ReadBasic.Chat
      OnlineMeetingAiInsight.Read.Chat OnlineMeetingArtifact.Read.All OnlineMeetingArtifact.Read.Chat
      OnlineMeetingParticipant.Read.Chat OnlineMeetingRecording.Read.Chat OnlineMeetingTranscript.Read.Chat OnlineMeetings.Read
      OnlineMeetings.Read.All OrgContact.Read.All OrgSettings-AppsAndServices.Read.All OrgSettings-DynamicsVoice.Read.All
      OrgSettings-Forms.Read.All OrgSettings-Microsoft365Install.Read.All OrgSettings-Todo.Read.All OrganizationalBranding.Read.All
      Owner.Read.Group PartnerBilling.Read.All PartnerSecurity.Read.All PendingExternalUserProfile.Read.All PeopleSettings.Read.All
      Place.Read.All PlaceDevice.Read.All Policy.Read.AuthenticationMethod Policy.Read.B2BManagementPolicy
      Policy.Read.ConditionalAccess Policy.Read.DeviceConfiguration Policy.Read.HybridAuthentication Policy.Read.IdentityProtection
      Policy.Read.OnPremAuthenticationPolicy Policy.Read.PermissionGrant Presence.Read Presence.Read.All PrintAlertSettings.Read.All
      PrintConnector.Read.All PrintJob.Read PrintJob.ReadBasic PrintJob.ReadBasic.All PrintSettings.Read.All Printer.Read.All
      PrinterShare.Read.All PrinterShare.ReadBasic.All PrivilegedAccess.Read.AzureAD PrivilegedAccess.Read.AzureADGroup
      PrivilegedAccess.Read.AzureResources PrivilegedAssignmentSchedule.Read.AzureADGroup
      PrivilegedEligibilitySchedule.Read.AzureADGroup ProfilePhoto.Read.All ProgramControl.Read.All ProvisioningLog.Read.All
      PublicKeyInfrastructure.Read.All QnA.Read.All RecordsManagement.Read.All ReportSettings.Read.All
      ResourceSpecificPermissionGrant.ReadForChat ResourceSpecificPermissionGrant.ReadForChat.All
      ResourceSpecificPermissionGrant.ReadForTeam ResourceSpecificPermissionGrant.ReadForTeam.All
      ResourceSpecificPermissionGrant.ReadForUser ResourceSpecificPermissionGrant.ReadForUser.All RiskPreventionProviders.Read.All
      RoleAssignmentSchedule.Read.Directory RoleEligibilitySchedule.Read.Directory RoleManagement.Read.CloudPC
      RoleManagement.Read.Defender RoleManagement.Read.Exchange RoleManagementAlert.Read.Directory
      RoleManagementPolicy.Read.AzureADGroup RoleManagementPolicy.Read.Directory Schedule.Read.All SearchConfiguration.Read.All
      SecurityActions.Read.All SecurityAlert.Read.All SecurityAnalyzedMessage.Read.All SecurityCopilotWorkspaces.Read.All
      SecurityEvents.Read.All SecurityIdentitiesAccount.Read.All SecurityIdentitiesAutoConfig.Read.All
      SecurityIdentitiesHealth.Read.All SecurityIdentitiesMigration.Read.All SecurityIdentitiesSensors.Read.All
      SecurityIdentitiesUserActions.Read.All SecurityIncident.Read.All SensitivityLabel.Read SensitivityLabels.Read.All
      ServiceActivity-Exchange.Read.All ServiceActivity-Microsoft365Web.Read.All ServiceActivity-OneDrive.Read.All
      ServiceActivity-Teams.Read.All ServiceHealth.Read.All ServiceMessage.Read.All ServicePrincipalEndpoint.Read.All
      SharePointCrossTenantMigration.Read.All SharePointTenantSettings.Read.All ShortNotes.Read SignInIdentifier.Read.All
      SpiffeTrustDomain.Read.All Subscription.Read.All Synchronization.Read.All Tasks.Read Tasks.Read.Shared Team.Read.Group
      Team.ReadBasic.All TeamMember.Read.All TeamMember.Read.Group TeamSettings.Read.All TeamSettings.Read.Group TeamTemplates.Read
      TeamTemplates.Read.All TeamsActivity.Read TeamsActivity.Read.All TeamsAppInstallation.Read.All TeamsAppInstallation.Read.Chat
      TeamsAppInstallation.Read.Group TeamsAppInstallation.Read.User TeamsAppInstallation.ReadForChat
      TeamsAppInstallation.ReadForChat.All TeamsAppInstallation.ReadForTeam TeamsAppInstallation.ReadForTeam.All
      TeamsAppInstallation.ReadForUser TeamsAppInstallation.ReadForUser.All TeamsAppInstallation.ReadSelectedForChat
      TeamsAppInstallation.ReadSelectedForChat.All TeamsAppInstallation.ReadSelectedForTeam
      TeamsAppInstallation.ReadSelectedForTeam.All TeamsAppInstallation.ReadSelectedForUser
      TeamsAppInstallation.ReadSelectedForUser.All TeamsResourceAccount.Read.All TeamsTab.Read.All TeamsTab.Read.Chat
      TeamsTab.Read.Group TeamsTelephoneNumber.Read.All TeamsUserConfiguration.Read.All Teamwork.Read.All TeamworkAppSettings.Read.All
      TeamworkCustomEmoji.Read TeamworkCustomEmoji.Read.All TeamworkDevice.Read.All TeamworkSection.Read TeamworkSection.Read.All
      TeamworkTag.Read TeamworkTag.Read.All TeamworkTargetedMessage.Read.All TeamworkUserInteraction.Read.All
      TenantGovernance-Invitation.Read.All TenantGovernance-PolicyTemplate.Read.All TenantGovernance-RelatedTenant.Read.All
      TenantGovernance-Relationship.Read.All TenantGovernance-Request.Read.All TenantGovernance-Setting.Read.All TermStore.Read.All
      ThreatAssessment.Read.All ThreatIndicators.Read.All ThreatIntelligence.Read.All ThreatSubmission.Read.All Topic.Read.All
      TrustFrameworkKeySet.Read.All UnifiedGroupMember.Read.AsGuest User-LifeCycleInfo.Read.All UserAuthMethod-Email.Read
      UserAuthMethod-Email.Read.All UserAuthMethod-External.Read UserAuthMethod-External.Read.All UserAuthMethod-HardwareOATH.Read
      UserAuthMethod-HardwareOATH.Read.All UserAuthMethod-MicrosoftAuthApp.Read UserAuthMethod-MicrosoftAuthApp.Read.All
      UserAuthMethod-Passkey.Read UserAuthMethod-Passkey.Read.All UserAuthMethod-Password.Read UserAuthMethod-Password.Read.All
      UserAuthMethod-Phone.Read UserAuthMethod-Phone.Read.All UserAuthMethod-PlatformCred.Read UserAuthMethod-PlatformCred.Read.All
      UserAuthMethod-QR.Read UserAuthMethod-QR.Read.All UserAuthMethod-ResourceKey.Read.All UserAuthMethod-SoftwareOATH.Read
      UserAuthMethod-SoftwareOATH.Read.All UserAuthMethod-TAP.Read UserAuthMethod-TAP.Read.All UserAuthMethod-WindowsHello.Read
      UserAuthMethod-WindowsHello.Read.All UserAuthenticationMethod.Read UserAuthenticationMethod.Read.All UserCloudClipboard.Read
      UserShiftPreferences.Read.All UserTeamwork.Read UserTeamwork.Read.All UserWindowsSettings.Read UserWindowsSettings.Read.All
      VerifiedId-Profile.Read.All VirtualAppointment.Read VirtualAppointment.Read.All VirtualEvent.Read VirtualEvent.Read.All
      VirtualEvent.Read.Chat WindowsUpdates.Read.All WorkforceIntegration.Read.All`,
  },
  {
    application: 2,
    delegated: 2,
    why: "no further than what was chosen for it, or what it made itself",
    names: `
      AgentCardManifest.ReadWrite.ManagedBy AgentCollection.ReadWrite.ManagedBy AgentInstance.ReadWrite.ManagedBy
      BusinessScenarioConfig.ReadWrite.OwnedBy BusinessScenarioData.ReadWrite.OwnedBy Calls.AccessMedia.Chat Calls.JoinGroupCalls.Chat
      Channel.Create.Group Channel.Delete.Group ChannelMeetingNotification.Send.Group ChannelMember.ReadWrite.Group
      ChannelMessage.Send.Group ChannelSettings.ReadWrite.Group Chat.Manage.Chat Chat.ManageDeletion.Chat
      Chat.ReadWrite.WhereInstalled ChatMember.ReadWrite.WhereInstalled ChatMessage.Send.Chat ChatSettings.ReadWrite.Chat
      Content.Process.User ExternalConnection.ReadWrite.OwnedBy ExternalItem.ReadWrite.OwnedBy FileStorageContainer.Selected
      Files.ReadWrite.AppFolder Files.ReadWrite.Selected Files.SelectedOperations.Selected Group.Selected
      ListItems.SelectedOperations.Selected Lists.SelectedOperations.Selected Notes.ReadWrite.CreatedByApp
      Notifications.ReadWrite.CreatedByApp OnlineMeetingNotification.Send.Chat ProtectionScopes.Compute.User TeamSettings.Edit.Group
      TeamSettings.ReadWrite.Group TeamsActivity.Send.Chat TeamsActivity.Send.Group TeamsActivity.Send.User
      TeamsAppInstallation.ReadWriteAndConsentSelfForChat TeamsAppInstallation.ReadWriteAndConsentSelfForTeam
      TeamsAppInstallation.ReadWriteAndConsentSelfForUser TeamsAppInstallation.ReadWriteSelfForChat
      TeamsAppInstallation.ReadWriteSelfForChat.All TeamsAppInstallation.ReadWriteSelfForTeam
      TeamsAppInstallation.ReadWriteSelfForTeam.All TeamsAppInstallation.ReadWriteSelfForUser
      TeamsAppInstallation.ReadWriteSelfForUser.All TeamsTab.Create.Chat TeamsTab.Create.Group TeamsTab.Delete.Chat
      TeamsTab.Delete.Group TeamsTab.ReadWrite.Chat TeamsTab.ReadWrite.Group TeamsTab.ReadWriteSelfForChat
      TeamsTab.ReadWriteSelfForChat.All TeamsTab.ReadWriteSelfForTeam TeamsTab.ReadWriteSelfForTeam.All TeamsTab.ReadWriteSelfForUser
      TeamsTab.ReadWriteSelfForUser.All ThreatIndicators.ReadWrite.OwnedBy UserActivity.ReadWrite.CreatedByApp
      UserNotification.ReadWrite.CreatedByApp UserTimelineActivity.Write.CreatedByApp VirtualEventRegistration-Anon.ReadWrite.Chat`,
  },
  {
    application: 2,
    delegated: 2,
    why: "changes settings, lists or content that access does not rest on",
    names: `
      AgentCardManifest.ReadWrite.All AgentCollection.ReadWrite.All AgentCollection.ReadWrite.Global
      AgentCollection.ReadWrite.Quarantined AgentIdentityBlueprint.UpdateBranding.All AgentInstance.ReadWrite.All
      AgentRegistration.ReadWrite.All Agreement.ReadWrite.All AppCatalog.Submit AppRegistration.Create
      Application-RemoteDesktopConfig.ReadWrite.All ApprovalSolution.ReadWrite ApprovalSolution.ReadWrite.All
      ApprovalSolutionResponse.ReadWrite AttackSimulation.ReadWrite.All AuditActivity.Write BillingConfiguration.ReadWrite.All
      Bookings.Manage.All Bookings.ReadWrite.All BookingsAppointment.ReadWrite.All BrowserSiteLists.ReadWrite.All
      BusinessScenarioConfig.ReadWrite.All Calendars.ReadWrite.Shared CallDelegation.ReadWrite CallDelegation.ReadWrite.All
      Calls.Initiate.All Calls.InitiateGroupCall.All Calls.JoinGroupCall.All Calls.JoinGroupCallAsGuest.All
      Calls.ReportSyntheticMedia.All CaseManagement.ReadWrite.All Channel.Create Channel.Delete.All
      ChannelMessage.UpdatePolicyViolation.All ChannelSettings.ReadWrite.All Chat.Create Chat.ManageDeletion.All
      Chat.UpdatePolicyViolation.All ChatMember.ReadWrite Community.ReadWrite.All ConfigurationMonitoring.ReadWrite.All
      ConsentRequest.Create Contacts-OnPremisesSyncBehavior.ReadWrite.All Contacts.ReadWrite.Shared ContentActivity.Write
      CopilotSettings-LimitedMode.ReadWrite CrossTenantUserProfileSharing.ReadWrite CustomAuthenticationExtension.Receive.Payload
      CustomTags.ReadWrite.All Device.Command Device.CreateFromOwnedTemplate DeviceTemplate.Create DeviceTemplate.ReadWrite.All
      DirectoryRecommendations.ReadWrite.All EduAssignments.ReadWrite EduAssignments.ReadWrite.All EduAssignments.ReadWriteBasic
      EduAssignments.ReadWriteBasic.All EduCurricula.ReadWrite EduCurricula.ReadWrite.All EngagementRole.ReadWrite.All
      EntitlementMgmt-SubjectAccess.ReadWrite ExternalUserProfile.ReadWrite.All FileIngestion.Ingest
      FileIngestionHybridOnboarding.Manage Goals-Export.ReadWrite.All Group-PreferredDataLocation.ReadWrite.All Group.Create
      GroupSettings.ReadWrite.All HealthMonitoringAlert.ReadWrite.All HealthMonitoringAlertConfig.ReadWrite.All
      IdentityNotifications.ReadWrite.All IndustryData-DataConnector.ReadWrite.All IndustryData-DataConnector.Upload
      IndustryData-InboundFlow.ReadWrite.All IndustryData-OutboundFlow.ReadWrite.All IndustryData-ReferenceDefinition.ReadWrite.All
      IndustryData-Run.Start IndustryData-SourceSystem.ReadWrite.All IndustryData-TimePeriod.ReadWrite.All
      LearningAssignedCourse.ReadWrite.All LearningContent.ReadWrite.All LearningProvider.ReadWrite
      LearningSelfInitiatedCourse.ReadWrite.All LicenseAssignment.ReadWrite.All MailboxConfigItem.ReadWrite Notes.Create
      Notes.ReadWrite OnlineMeetings.ReadWrite OnlineMeetings.ReadWrite.All OrgSettings-AppsAndServices.ReadWrite.All
      OrgSettings-DynamicsVoice.ReadWrite.All OrgSettings-Forms.ReadWrite.All OrgSettings-Microsoft365Install.ReadWrite.All
      OrgSettings-Todo.ReadWrite.All PendingExternalUserProfile.ReadWrite.All PeopleSettings.ReadWrite.All Place.ReadWrite.All
      PlaceDevice.ReadWrite.All PlaceDeviceTelemetry.ReadWrite.All Presence.ReadWrite Presence.ReadWrite.All
      PrintAlertSettings.ReadWrite.All PrintConnector.ReadWrite.All PrintJob.Create PrintJob.ReadWrite PrintJob.ReadWriteBasic
      PrintJob.ReadWriteBasic.All PrintSettings.ReadWrite.All PrintTaskDefinition.ReadWrite.All Printer.Create Printer.FullControl.All
      Printer.ReadWrite.All PrinterShare.ReadWrite.All ProfilePhoto.ReadWrite.All ProgramControl.ReadWrite.All
      ProtectionScopes.Compute.All ReportSettings.ReadWrite.All Schedule-WorkingTime.ReadWrite.All Schedule.ReadWrite.All
      SchedulePermissions.ReadWrite.All SearchConfiguration.ReadWrite.All SecurityAlert.Create.All SecurityAlert.ReadWrite.All
      SecurityCopilotWorkspaces.ReadWrite.All SecurityEvents.ReadWrite.All SecurityIdentitiesAutoConfig.ReadWrite.All
      SecurityIdentitiesHealth.ReadWrite.All SecurityIdentitiesMigration.ReadWrite.All SecurityIdentitiesSensors.ReadWrite.All
      SecurityIncident.ReadWrite.All SensitivityLabel.Evaluate SensitivityLabel.Evaluate.All ServiceMessageViewpoint.Write
      ShortNotes.ReadWrite Storyline.ReadWrite.All Tasks.ReadWrite.Shared Team.Create TeamSettings.ReadWrite.All TeamsActivity.Send
      TeamsAppInstallation.ManageSelectedForChat TeamsAppInstallation.ManageSelectedForChat.All
      TeamsAppInstallation.ManageSelectedForTeam TeamsAppInstallation.ManageSelectedForTeam.All
      TeamsAppInstallation.ManageSelectedForUser TeamsAppInstallation.ManageSelectedForUser.All TeamsAppInstallation.ReadWriteForChat
      TeamsAppInstallation.ReadWriteForChat.All TeamsAppInstallation.ReadWriteForTeam TeamsAppInstallation.ReadWriteForTeam.All
      TeamsAppInstallation.ReadWriteForUser TeamsAppInstallation.ReadWriteForUser.All TeamsAppInstallation.ReadWriteSelectedForChat
      TeamsAppInstallation.ReadWriteSelectedForChat.All TeamsAppInstallation.ReadWriteSelectedForTeam
      TeamsAppInstallation.ReadWriteSelectedForTeam.All TeamsAppInstallation.ReadWriteSelectedForUser
      TeamsAppInstallation.ReadWriteSelectedForUser.All TeamsPolicyUserAssign.ReadWrite.All TeamsTab.Create TeamsTab.ReadWrite.All
      TeamsTab.ReadWriteForChat TeamsTab.ReadWriteForChat.All TeamsTab.ReadWriteForTeam TeamsTab.ReadWriteForTeam.All
      TeamsTab.ReadWriteForUser TeamsTab.ReadWriteForUser.All TeamsTelephoneNumber.ReadWrite.All TeamworkAppSettings.ReadWrite.All
      TeamworkCustomEmoji.Create TeamworkCustomEmoji.Create.All TeamworkDevice.ReadWrite.All TeamworkSection.ReadWrite
      TeamworkSection.ReadWrite.All TeamworkTag.ReadWrite TeamworkTag.ReadWrite.All TeamworkTargetedMessage.ReadWrite
      ThreatAssessment.ReadWrite.All ThreatSubmission.ReadWrite.All User-LifeCycleInfo.ReadWrite.All
      UserShiftPreferences.ReadWrite.All UserWindowsSettings.ReadWrite.All VirtualAppointment.ReadWrite
      VirtualAppointment.ReadWrite.All VirtualAppointmentNotification.Send VirtualEvent.ReadWrite
      VirtualEventRegistration-Anon.ReadWrite.All WorkforceIntegration.ReadWrite.All`,
  },
];
