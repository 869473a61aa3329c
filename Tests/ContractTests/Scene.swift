/// What is going on while exchanges are recorded.
enum Scene: String, Hashable, Sendable, CaseIterable {
    // The client's own calls.
    case listNothing, listOne, listPages, mergePolicies, mergePolicyPages
    case create, createNameTaken, read, readMissing, update, updateNameTaken, updateMissing
    case delete, deleteInUse, deleteMissing
    case createWhole, updateWhole, count, change, changeMissing, changeOfAnotherState, clientTags, clientSandboxes
    case clientRegistry, clientRegistryMissing, clientAudiences, clientFolders
    // Calls by hand that are in order.
    case preparation, createFromTree, emptyPage, unknownParameter, sorted
    case bulkGet, bulkGetSomeMissing, bulkGetAllMissing, convert
    case unionSummaries, unionDocuments, union, unionMissing, stats, sandboxes, token
    case schemaSummaries, schemaDocuments, schemaPages, schema, schemaMissing
    case descriptors, descriptorPages, descriptor, descriptorMissing
    case audienceList, audiencePages, audiencesFiltered, audienceCreate, audienceNameTaken
    case audienceRead, audienceReadMissing, audiencePatch, audiencePatchMissing, audiencePut, audiencePutMissing
    case audienceDelete, audienceDeleteInUse, audienceDeleteMissing
    case audienceBulkGet, audienceBulkGetSomeMissing, audienceBulkGetAllMissing, tags, tagPages
    case externalCreate, externalRead, externalPatch, externalDelete, folderCreate, folderRead, folderChildren
    // Calls by hand that are wrong on purpose.
    case noToken, badToken, noKey, badKey, noOrganisation, malformedOrganisation, foreignOrganisation
    case noSandbox, unknownSandbox, noContentType, wrongContentType
    case limitTooLarge, unknownSort, bulkGetNone, bulkGetTooMany
    case bodyNoJSON, bodyNoObject, bodyWithoutName, bodyOfWrongTypes, bodyTooLarge
    case lifecycleDeleted, foreignNamespace, brokenRule, unknownField, unknownMergePolicy, brokenConversion
    case unionsWithVersion, unionWithoutVersion, tokenWithoutSecret
    case schemasWithVersion, schemaWithoutVersion, descriptorsOfAnotherType, descriptorOfAnotherType
    case audienceWithoutName, audienceOperatorUnknown, audienceLimitTooLarge, audienceBadPath, audiencePatchedToDelete
    case audienceForeignNamespace, audienceBulkGetNone, changedSinceRead, tagPlaceUnknown
    case folderWithoutName, folderNameTaken, folderMissing

    enum Kind: Hashable, Sendable {
        /// The client made the requests.
        case client
        /// The test made them, in order.
        case byHand
        /// The test made them wrong on purpose: only the answers can be held against anything.
        case wrong
    }

    var kind: Kind {
        switch self {
        case .listNothing, .listOne, .listPages, .mergePolicies, .mergePolicyPages, .create, .createNameTaken, .read,
            .readMissing, .update, .updateNameTaken, .updateMissing, .delete, .deleteInUse, .deleteMissing,
            .createWhole, .updateWhole, .count, .change, .changeMissing, .changeOfAnotherState, .clientTags,
            .clientSandboxes, .clientRegistry, .clientRegistryMissing, .clientAudiences, .clientFolders:
            .client
        case .preparation, .createFromTree, .emptyPage, .unknownParameter, .sorted, .bulkGet, .bulkGetSomeMissing,
            .bulkGetAllMissing, .convert, .unionSummaries, .unionDocuments, .union, .unionMissing, .stats, .sandboxes,
            .token, .audienceList, .audiencePages, .audiencesFiltered, .audienceCreate, .audienceNameTaken,
            .audienceRead, .audienceReadMissing, .audiencePatch, .audiencePatchMissing, .audiencePut,
            .audiencePutMissing, .audienceDelete, .audienceDeleteInUse, .audienceDeleteMissing, .audienceBulkGet,
            .audienceBulkGetSomeMissing, .audienceBulkGetAllMissing, .tags, .tagPages, .schemaSummaries,
            .schemaDocuments, .schemaPages, .schema, .schemaMissing, .descriptors, .descriptorPages, .descriptor,
            .descriptorMissing, .externalCreate, .externalRead, .externalPatch, .externalDelete, .folderCreate,
            .folderRead, .folderChildren:
            .byHand
        case .noToken, .badToken, .noKey, .badKey, .noOrganisation, .malformedOrganisation, .foreignOrganisation,
            .noSandbox, .unknownSandbox, .noContentType, .wrongContentType, .brokenConversion, .limitTooLarge,
            .unknownSort, .bulkGetNone,
            .bulkGetTooMany, .bodyNoJSON, .bodyNoObject, .bodyWithoutName, .bodyOfWrongTypes, .bodyTooLarge,
            .lifecycleDeleted, .foreignNamespace, .brokenRule, .unknownField, .unknownMergePolicy, .unionsWithVersion,
            .unionWithoutVersion, .tokenWithoutSecret, .audienceWithoutName, .audienceOperatorUnknown,
            .audienceLimitTooLarge, .audienceBadPath, .audiencePatchedToDelete, .audienceForeignNamespace,
            .audienceBulkGetNone, .changedSinceRead, .tagPlaceUnknown, .schemasWithVersion, .schemaWithoutVersion,
            .descriptorsOfAnotherType, .descriptorOfAnotherType, .folderWithoutName, .folderNameTaken, .folderMissing:
            .wrong
        }
    }
}
