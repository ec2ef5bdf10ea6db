package dev.vestibule.demo.idp;

/** What somebody chose on the sign-in page. */
sealed interface SignInChoice {
    /** Sign in as this person. */
    record SignInAs(Person person) implements SignInChoice {}

    /** Back to the application without signing in. */
    record Cancel() implements SignInChoice {}

    /** The form is incomplete; the sentence says what to do, the person keeps what was typed. */
    record Incomplete(String sentence, Person typed) implements SignInChoice {}
}
