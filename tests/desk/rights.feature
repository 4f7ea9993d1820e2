Feature: Who may do what at the desk
  These scenarios are the rules; tests/desk/test_rights.py runs each line of them in a browser of each person.

  Scenario: A second person approves, and an approver publishes
    Given Samira is an editor
    And Youssef is an approver
    When Samira keeps a draft
    And Samira sends the draft to review
    Then the draft is in review
    When Youssef approves the draft
    Then the draft is approved
    When Youssef publishes the draft
    Then the draft is published

  Scenario: Nobody approves what they have edited
    Given Samira is an editor and an approver
    And Youssef is an editor and an approver
    When Samira keeps a draft
    And Youssef sends the draft to review
    And Samira tries to approve the draft
    Then it is refused: you have edited the draft since the last approval; somebody else approves it
    When Youssef tries to approve the draft
    Then it is refused: you have edited the draft since the last approval; somebody else approves it
    And the draft is in review

  Scenario: After an approval only those who edit from then on are kept from the next one
    Given Samira is an editor and an approver
    And Youssef is an editor and an approver
    When Samira keeps a draft
    And Samira sends the draft to review
    And Youssef approves the draft
    And Youssef sends the draft back
    And Youssef keeps a draft
    And Youssef sends the draft to review
    And Youssef tries to approve the draft
    Then it is refused: you have edited the draft since the last approval; somebody else approves it
    When Samira approves the draft
    Then the draft is approved

  Scenario: An editor neither approves nor publishes
    Given Samira is an editor
    And Rachid is an editor
    And Youssef is an approver
    When Samira keeps a draft
    And Samira sends the draft to review
    And Rachid tries to approve the draft
    Then it is refused: your role does not allow this
    When Youssef approves the draft
    And Samira tries to publish the draft
    Then it is refused: your role does not allow this
    And the draft is approved

  Scenario: An approver edits nothing
    Given Samira is an editor
    And Youssef is an approver
    When Youssef tries to keep a draft
    Then it is refused: your role does not allow this
    When Samira keeps a draft
    And Youssef tries to send the draft to review
    Then it is refused: your role does not allow this
    When Youssef tries to discard the draft
    Then it is refused: your role does not allow this
    And the draft is a draft

  Scenario: A reader looks, and does nothing
    Given Samira is an editor
    And Karim is a reader
    When Samira keeps a draft
    Then Karim sees what the draft changes
    When Karim tries to send the draft to review
    Then it is refused: your role does not allow this
    When Karim tries to discard the draft
    Then it is refused: your role does not allow this

  Scenario: What is in review is locked, and the lock says who can open it and where
    Given Samira is an editor
    And Youssef is an approver
    When Samira keeps a draft
    And Samira sends the draft to review
    And Samira tries to discard the draft
    Then it is refused: the draft is in review, where Samira sent it: an editor or an approver can send it back on the page Review
    When Youssef sends the draft back
    Then the draft is a draft
    When Samira discards the draft
    Then the draft is withdrawn

  Scenario: What was not approved is not published
    Given Samira is an editor and an approver
    When Samira keeps a draft
    And Samira tries to publish the draft
    Then it is refused: the draft is not approved; send it to review on the page Review

  Scenario: Another hour than the one that was set needs a reason
    Given Samira is an editor
    And Youssef is an approver
    When Samira keeps a draft
    And Samira sends the draft to review
    And Youssef approves the draft
    And Youssef sets the publication for 22:00
    Then the draft is scheduled
    When Youssef tries to change the hour to 23:00 without a reason
    Then it is refused: another hour was set before; say why it is changed
    When Samira tries to change the hour to 23:00 because the minister is late
    Then it is refused: your role does not allow this
    When Youssef changes the hour to 23:00 because the minister is late
    And Samira stops the publication
    Then the draft is approved
    When Youssef tries to publish the draft
    Then it is refused: another hour was set before; say why it is changed
    When Youssef sets the publication for 23:00
    Then the draft is scheduled

  Scenario: Typing errors take the short lane, and another person looks at them within a day
    Given Samira is an editor and an approver
    And Youssef is an approver
    When Samira keeps a draft with another slogan
    And Samira publishes the typing errors
    Then the draft is published
    When Samira tries to look at release 1
    Then it is refused: you have published or edited it; somebody else looks at it
    When a day passes
    And Samira keeps a draft with yet another slogan
    And Samira tries to publish the typing errors
    Then it is refused: nobody else has looked so far at typing errors of more than a day ago; that comes first
    When Youssef looks at release 1
    And Samira publishes the typing errors
    Then the draft is published

  Scenario: A figure does not take the short lane
    Given Samira is an editor
    When Samira keeps a draft
    And Samira tries to publish the typing errors
    Then it is refused: more than words differs; send the draft to review on the page Review

  Scenario: A figure within words does not take the short lane
    Given Samira is an editor
    When Samira keeps a draft with a figure in the slogan
    And Samira tries to publish the typing errors
    Then it is refused: more than words differs; send the draft to review on the page Review

  Scenario: A link shows a director one state of the draft
    Given Samira is an editor
    When Samira keeps a draft
    And Samira makes a link for the director
    Then the link shows what the draft changes
    And the link opens nothing else
    When Samira keeps a draft with another slogan
    Then the link shows nothing

  Scenario: A link is revoked, also for a browser in which it was opened
    Given Samira is an editor
    And Karim is a reader
    When Samira keeps a draft
    And Karim tries to make a link for the director
    Then it is refused: your role does not allow this
    When Samira makes a link for the director
    Then the link shows what the draft changes
    When Samira revokes the link
    Then the link shows nothing

  Scenario: A link ends after a day
    Given Samira is an editor
    When Samira keeps a draft
    And Samira makes a link for the director
    Then the link shows what the draft changes
    When 23 hours pass
    Then the link shows what the draft changes
    When 1 hour passes
    Then the link shows nothing

  Scenario: An approver tells the public when something will be published, and moves it with a reason
    Given Samira is an editor
    And Youssef is an approver
    When Samira tries to announce a publication for 22:00
    Then it is refused: your role does not allow this
    And nothing is announced
    When Youssef announces a publication for 22:00
    Then a publication is announced for 22:00
    When Youssef tries to move the announcement to 23:00 without a reason
    Then it is refused: an hour that is confirmed is changed with a reason only
    When Youssef moves the announcement to 23:00 because the minister is late
    Then a publication is announced for 23:00
    When Youssef withdraws the announcement because it rains
    Then nothing is announced

  Scenario: What is set for an hour is not announced by that
    Given Samira is an editor
    And Youssef is an approver
    When Samira keeps a draft
    And Samira sends the draft to review
    And Youssef approves the draft
    And Youssef sets the publication for 22:00
    Then the draft is scheduled
    And nothing is announced

  Scenario: The count of a live day is confirmed by a second person, and is public then
    Given Samira is an editor and an approver
    And Rachid is an editor
    And Youssef is an approver
    When Samira keeps a draft with a count until 18:00
    And Samira tries to confirm the count
    Then it is refused: you have edited the draft since the last approval; somebody else approves it
    When Rachid tries to confirm the count
    Then it is refused: your role does not allow this
    When Youssef confirms the count
    Then the draft is published

  Scenario: What is more than a count of a live day takes the way of every draft
    Given Samira is an editor
    And Youssef is an approver
    When Samira keeps a draft
    And Youssef tries to confirm the count
    Then it is refused: more than counts of a live day is new; send the draft to review on the page Review
    When Samira discards the draft
    And Samira keeps a draft with a final count
    And Youssef tries to confirm the count
    Then it is refused: more than counts of a live day is new; send the draft to review on the page Review

  Scenario: A count that is in review already is not confirmed past it
    Given Samira is an editor
    And Youssef is an approver
    When Samira keeps a draft with a count until 18:00
    And Samira sends the draft to review
    And Youssef tries to confirm the count
    Then it is refused: the draft is in review, where Samira sent it
    And the draft is in review
