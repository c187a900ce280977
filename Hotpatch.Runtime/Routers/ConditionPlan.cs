namespace Hotpatch.Routers;

/// <summary>Explains a condition that has thrown. The router itself calls the condition.</summary>
/// <param name="fail">Returns the exception for the caller.</param>
internal sealed class ConditionPlan(Func<Exception, Exception> fail) : RouterPlan
{
    public override Delegate Pick(object? self) => throw new NotSupportedException();

    public override Exception ConditionFailed(Exception exception) => fail(exception);
}
