namespace Hotpatch.Routers;

/// <summary>Counts the calls that meet a condition, and explains one that has thrown. The router itself calls the condition.</summary>
/// <param name="fail">Returns the exception for the caller.</param>
/// <param name="hits">Counts the calls that meet the condition.</param>
internal sealed class ConditionPlan(Func<Exception, Exception> fail, HitCount hits) : RouterPlan
{
    public override void Hit() => hits.Add();

    public override Delegate Pick(object? self) => throw new NotSupportedException();

    public override Exception ConditionFailed(Exception exception) => fail(exception);
}
