/// How a service behaves where no source says how the live one does.
struct ServiceManners {
    enum Omitted: CaseIterable { case kept, cleared }

    /// What becomes of labels and tags that come with a create.
    enum AudienceFields: CaseIterable { case taken, ignored, refused }

    /// What an overwrite does with a field that is not sent.
    var omitted = Omitted.kept
    var audienceFieldsOfCreate = AudienceFields.taken
    /// A new definition is published, whatever was asked for.
    var ignoresLifecycleOfCreate = false
    /// Rules are answered as pql/json, whatever was sent.
    var answersJSON = false
    /// How many lists a new definition is missing from, though it counts; 0 shows it at once.
    var listsLate = 0
    /// A list with something missing does not say so.
    var countsWhatItLists = true
    /// How many reads answer the state before a write.
    var readsLate = 0
    var honoursETags = true
    var keepsNamesApart = true
    var refusesLifecycleWays = true
    var refusesDeletingUsed = true
    /// What is evaluated in streaming or edge is evaluated in batch after any write of the definition.
    var downgrades = false
    /// Segment Builder's model goes, or stays, with any overwrite, whatever is sent.
    var dropsModels = false
    var keepsModels = false
    /// Stamps are cut off.
    var losesStamps = false
    /// Labels go with any overwrite.
    var losesLabels = false
}
