import Diagnostics
import PQLSyntax
import Testing

/// What the layout looks like.
struct LayoutTests {
    private func check(_ expected: String, width: Int = 60, at location: SourceLocation = #_sourceLocation) {
        let parsed = PQLParser.parse(expected)
        #expect(!parsed.hasErrors, "\(parsed.diagnostics.map(\.message))", sourceLocation: location)
        #expect(PQLLayout.text(of: parsed.tree, width: width) == expected, sourceLocation: location)
    }

    @Test func whatFitsStandsOnOneLine() {
        check("${tenant}.loyalty.level in [\"gold\", \"platinum\"]")
    }

    @Test func rowsLeadWithTheOperator() {
        check(
            """
            inSegment(${segment:luma-gold-or-above})
            and inSegment(${segment:luma-big-spenders})
            and not inSegment(${segment:luma-win-back})
            """
        )
    }

    @Test func nestedRowsGoFurtherIn() {
        check(
            """
            person.birthYear > 1980
            or person.gender = "female" and homeAddress.city = "Basel"
            or person.gender = "male"
              and homeAddress.city = "Basel"
              and workAddress.city = "Zürich"
            or person.isActive
              and (
                homeAddress.city = "Bern" or homeAddress.city = "Thun"
              )
            """
        )
    }

    @Test func clausesBeginLines() {
        check(
            """
            select Purchase from xEvent
              where Purchase.eventType = "commerce.purchases"
                and Purchase.commerce.order.priceTotal >= 100
            """
        )
        check(
            """
            select
              Earlier from xEvent
                where Earlier.eventType = "commerce.purchases",
              Later from xEvent
                where Later.eventType = "commerce.purchases"
                  and Later.timestamp occurs after Earlier.timestamp
            """
        )
        check(
            """
            (
              sum X.commerce.order.priceTotal
                over X from xEvent
                  where X.eventType = "commerce.purchases"
            ) > 500
            """
        )
        check(
            """
            let total = xEvent.sum(commerce.order.priceTotal) in
            total > 100 and total < 5000 and person.birthYear > 1980
            """
        )
    }

    @Test func chainStepsStandOnLinesOfTheirOwn() {
        check(
            """
            CHAIN(xEvent, timestamp, [
              C0: WHAT(eventType = "commerce.productViews") WHEN(today),
              C1: WHAT(
                eventType = "commerce.purchases"
                and commerce.order.priceTotal > 100
              ) WHEN(<= 24 hours before now) COUNT(2)
            ])
            """
        )
    }

    @Test func aLambdaHasItsBodyOnLinesOfItsOwn() {
        check(
            """
            workAddresses.filter(
              (address) =>
                address.country = "CH"
                and address.city.isNotNull()
                and address.postalCode.isNotNull()
            )
            """
        )
    }

    @Test func bracketsAreOpenedTheWidestFirst() {
        check(
            """
            xEvent[
              eventType = "commerce.purchases" and timestamp occurs today
            ].sum(commerce.order.priceTotal) > 500
            """,
            width: 65
        )
        check(
            """
            xEvent[price > 5].exists(
              eventType = "commerce.purchases" and price.isNotNull()
            )
            """
        )
    }

    @Test func listsOfPlainValuesFillTheirLines() {
        check(
            """
            homeAddress.countryCode in [
              "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE",
              "ES", "FI", "FR"
            ]
            """
        )
        check(
            """
            [
              person.name.firstName.toUpperCase(),
              person.name.lastName.toUpperCase()
            ]
            """
        )
        check(
            """
            person.name.intersects([
              "a rather long first value", "a rather long second value"
            ])
            """
        )
    }

    @Test func argumentsStandOnLinesOfTheirOwn() {
        check(
            """
            homeAddress.countryCode.equals(
              "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE"
            )
            """
        )
        check(
            """
            if(
              person.birthYear > 1980 and person.gender = "female",
              person.name.firstName,
              "nobody that is known by name"
            ).equals("Ada")
            """
        )
        check(
            """
            workAddresses.map(
              (address) =>
                address.city.toUpperCase().concat(address.country, 1)
            )
            """
        )
        check(
            """
            {
              "first": person.name.firstName,
              "last": person.name.lastName
            }
            """
        )
    }

    @Test func comparisonsAreBrokenBeforeTheOperator() {
        check(
            """
            _tenant.loyalty.preferences.newsletter.frequency
              = _tenant.loyalty.defaults.newsletter.frequency
            """
        )
        check(
            """
            _tenant.loyalty.preferences.newsletter.changedAt
              occurs <= 30 days before now
            """
        )
        check(
            """
            offer.characteristics.get("weather for the campaign")
              = weather.current
            """
        )
        check(
            """
            order.priceTotal * order.exchangeRate + order.shippingCost
              + order.tax > 500
            """
        )
    }

    @Test func aPathIsBrokenBeforeADotOnlyWhenNothingElseIsLeft() {
        check(
            """
            _tenant.loyalty.preferences
              .newsletter.frequency
            and a
              = other.path.to.compare.with
            """,
            width: 30
        )
    }

    @Test func stringsAreNeverBroken() {
        check(
            """
            person.name.firstName
              = "a text that is longer than any line of this width may be"
            """,
            width: 40
        )
    }
}
